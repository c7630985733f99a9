import { documentValues } from './documented-values.ts';

const values = `# How to read this file.

# -- The API.
api:
  # -- How many pods
  # answer.
  replicas: 1
  image:
    # -- Version to run.
    tag: v1
    # Not for the table.
    # -- Its registry.
    registry: ''
  # -- What it may use.
  resources:
    limits:
      cpu: 1.5
# -- Labels.
labels: {}
`;

describe('a values file', () => {
  it('says of each value what it is for, how it is called and what it is by default', () => {
    expect(documentValues(values)).toEqual({
      values: [
        { path: 'api', type: 'object', default: undefined, description: 'The API.' },
        { path: 'api.replicas', type: 'int', default: '1', description: 'How many pods answer.' },
        { path: 'api.image.tag', type: 'string', default: '"v1"', description: 'Version to run.' },
        { path: 'api.image.registry', type: 'string', default: '""', description: 'Its registry.' },
        {
          path: 'api.resources',
          type: 'object',
          default: '{"limits":{"cpu":1.5}}',
          description: 'What it may use.',
        },
        { path: 'labels', type: 'object', default: '{}', description: 'Labels.' },
      ],
      undocumented: [],
    });
  });

  it('is told which of its values it says nothing of', () => {
    const silent = 'a:\n  # Only a remark.\n  b: 1\n  # -- Known.\n  c: 2\nd: []\n# -- Apart.\n\ne.f: x\n';
    expect(documentValues(silent).undocumented).toEqual(['a.b', 'd', 'e\\.f']);
  });

  it('that is no YAML is refused', () => {
    expect(() => documentValues('a: [')).toThrow();
  });
});
