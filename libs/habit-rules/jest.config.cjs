module.exports = { ...require('../../jest.preset.cjs'), displayName: 'habit-rules', rootDir: __dirname };
