import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

const boundaries = [
  { sourceTag: 'type:app', onlyDependOnLibsWithTags: ['type:lib'] },
  { sourceTag: 'type:e2e', onlyDependOnLibsWithTags: ['type:lib'] },
  { sourceTag: 'type:tool', onlyDependOnLibsWithTags: ['type:lib', 'type:tool'] },
  { sourceTag: 'type:chart', onlyDependOnLibsWithTags: ['type:tool'] },
  { sourceTag: 'type:lib', onlyDependOnLibsWithTags: ['type:lib'] },
  { sourceTag: 'name:contracts', onlyDependOnLibsWithTags: [] },
  { sourceTag: 'name:env-contract', onlyDependOnLibsWithTags: [] },
  { sourceTag: 'name:habit-rules', onlyDependOnLibsWithTags: ['name:contracts'] },
  { sourceTag: 'name:nx-deploy', onlyDependOnLibsWithTags: [] },
];

export default tseslint.config(
  {
    ignores: [
      ...['**/dist', '**/.next', '**/next-env.d.ts', '**/test-output', '**/*.cjs'],
      // Bundled from libs/journey.
      'infra/helm/*/files',
    ],
  },
  ...tseslint.configs.recommended,
  {
    // No compiler looks for names that are not there.
    files: ['**/*.mjs'],
    languageOptions: {
      globals: Object.fromEntries(Object.getOwnPropertyNames(globalThis).map((name) => [name, 'readonly'])),
    },
    rules: { 'no-undef': 'error' },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    plugins: { '@nx': nx },
    rules: { '@nx/enforce-module-boundaries': ['error', { depConstraints: boundaries }] },
  },
);
