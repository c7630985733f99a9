import { judgeDryRun } from './judge-dry-run.ts';

it('takes refusals for problems, and warnings for notes', () => {
  const stderr =
    'Warning: would violate PodSecurity "restricted:latest"\nThe Deployment "shop" is invalid: spec.selector: Required value\n';
  expect(judgeDryRun(1, stderr)).toEqual({
    problems: ['The Deployment "shop" is invalid: spec.selector: Required value'],
    notes: ['Warning: would violate PodSecurity "restricted:latest"'],
  });
});

it('does not judge what depends on the cluster', () => {
  const taken =
    'The Service "shop" is invalid: spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated';
  expect(judgeDryRun(1, taken)).toMatchObject({
    problems: [],
    notes: [expect.stringContaining('another Service')],
  });
  const account =
    'Error from server (Forbidden): pods "shop-test" is forbidden: error looking up service account default/shop: serviceaccount "shop" not found';
  expect(judgeDryRun(1, account)).toMatchObject({
    problems: [],
    notes: [expect.stringContaining('not judged')],
  });
  const custom =
    'error: resource mapping not found for name: "a" namespace: "" from "a.yaml": no matches for kind "Route" in version "gateway.example/v1"\nensure CRDs are installed first';
  expect(judgeDryRun(1, custom)).toMatchObject({
    problems: [],
    notes: [expect.stringContaining('CustomResourceDefinition')],
  });
});

it('lets an unknown kind of Kubernetes itself fail, and a failure without words too', () => {
  const typo = 'error: resource mapping not found: no matches for kind "Deploymnet" in version "apps/v1"';
  expect(judgeDryRun(1, typo).problems).toEqual([typo]);
  expect(judgeDryRun(1, '').problems).toHaveLength(1);
  expect(judgeDryRun(0, '')).toEqual({ problems: [], notes: [] });
});
