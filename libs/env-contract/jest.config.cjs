module.exports = { ...require('../../jest.preset.cjs'), displayName: 'env-contract', rootDir: __dirname };
