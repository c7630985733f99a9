module.exports = {
  ...require('../../jest.preset.cjs'),
  displayName: 'backend',
  rootDir: __dirname,
  globalSetup: '<rootDir>/test/start-postgres.mjs',
  globalTeardown: '<rootDir>/test/stop-postgres.mjs',
};
