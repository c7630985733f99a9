module.exports = { ...require('../../jest.preset.cjs'), displayName: 'nx-deploy', rootDir: __dirname };
