module.exports = { ...require('../../jest.preset.cjs'), displayName: 'env-uses', rootDir: __dirname };
