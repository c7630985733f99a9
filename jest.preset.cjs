const swc = [
  '@swc/jest',
  {
    jsc: {
      target: 'es2023',
      parser: { syntax: 'typescript', tsx: true },
      transform: { react: { runtime: 'automatic' } },
    },
  },
];

module.exports = {
  testEnvironment: 'node',
  testTimeout: 30_000,
  testMatch: ['<rootDir>/src/**/*.spec.{ts,tsx}'],
  transform: { '^.+\\.[cm]?[jt]sx?$': swc },
  // Everything is transformed: many dependencies are ES modules, which jest cannot require on Node 20.
  transformIgnorePatterns: [],
  modulePathIgnorePatterns: ['<rootDir>/(dist|.next|test-output)/'],
};
