import type { Decision } from './decide.ts';
import { listPlan } from './plan.ts';

const secrets = { values: { TOKEN: 'hunter22' }, generated: ['TOKEN'], derived: [], overruled: [] };
const decision = (changes: Partial<Decision>): Decision => ({
  objects: [],
  hooks: [],
  reasons: [],
  mustSend: true,
  isReady: false,
  runsOtherContent: false,
  secretChanges: [],
  drifts: [],
  changes: [],
  isChanged: false,
  removed: [],
  podsToRenew: [],
  workloadsToRestart: [],
  ...changes,
});
const plan = (changes: Partial<Decision>) => listPlan(decision(changes), secrets);

it('shows each field that would be changed, added and removed', () => {
  const fields = [
    { path: 'spec.replicas', before: 3, after: 1 },
    { path: 'spec.paused', before: true, after: undefined },
    { path: 'spec.minReadySeconds', before: undefined, after: 5 },
  ];
  const changes = [
    { object: 'Deployment shop', fields },
    { object: 'Service shop', fields: undefined },
  ];
  expect(plan({ changes, removed: ['ConfigMap old'], reasons: ['it drifted'] })).toEqual([
    'Because it drifted:',
    '  ~ Deployment shop: spec.replicas: 3 → 1',
    '  - Deployment shop: spec.paused: true → (absent)',
    '  + Deployment shop: spec.minReadySeconds: (absent) → 5',
    '  + Service shop would be created',
    '  - ConfigMap old would be removed',
  ]);
});

it('shows no secret, wherever it stands', () => {
  const env = [
    { name: 'DB_PASSWORD', value: 'hunter2' },
    { name: 'MOOD', value: 'calm' },
  ];
  const lines = plan({
    secretChanges: ['TOKEN', 'STRAY'],
    changes: [
      { object: 'Secret shop', fields: [{ path: 'data.A', before: 'hunter2', after: 'x' }] },
      { object: 'ConfigMap shop', fields: [{ path: 'data.API_KEY', before: 'hunter2', after: 'x' }] },
      {
        object: 'Deployment shop',
        fields: [
          { path: 'spec.containers[api].env', before: env, after: undefined },
          { path: 'spec.containers[api].env[API_TOKEN].value', before: 'hunter2', after: 'x' },
          { path: 'spec.automountServiceAccountToken', before: true, after: false },
        ],
      },
    ],
  });
  expect(lines.join('\n')).not.toContain('hunter2');
  expect(lines).toContain('  ~ Secret: TOKEN would be set (made for you)');
  expect(lines).toContain('  - Secret: STRAY would be removed');
  expect(lines.join('\n')).toContain('{"name":"MOOD","value":"calm"}');
  expect(lines).toContain('  ~ Deployment shop: spec.automountServiceAccountToken: true → false');
});
