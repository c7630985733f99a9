module.exports = {
  ...require('../../../../jest.preset.cjs'),
  displayName: 'habit-tracker',
  rootDir: __dirname,
  testMatch: ['<rootDir>/*.spec.ts'],
  snapshotSerializers: ['<rootDir>/manifest-serializer.cjs'],
};
