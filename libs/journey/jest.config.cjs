module.exports = { ...require('../../jest.preset.cjs'), displayName: 'journey', rootDir: __dirname };
