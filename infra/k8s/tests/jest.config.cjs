module.exports = {
  ...require('../../../jest.preset.cjs'),
  displayName: 'manifests',
  rootDir: __dirname,
  testMatch: ['<rootDir>/*.spec.ts'],
};
