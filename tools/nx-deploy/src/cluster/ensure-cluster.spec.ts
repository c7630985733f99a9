import { findMissingCluster } from './ensure-cluster.ts';
import type { Machine, ProviderWish } from './provider.ts';

const find = async (
  wish: ProviderWish,
  {
    profiles = [],
    clusters = [],
    programs = ['minikube', 'kind'],
  }: { profiles?: string[]; clusters?: string[]; programs?: string[] } = {},
) => {
  const machine: Machine = {
    runningMinikubeProfiles: async () => profiles,
    kindClusters: async () => clusters,
    contexts: async () => [],
  };
  return (await findMissingCluster(wish, machine, (program) => programs.includes(program)))?.command.join(
    ' ',
  );
};

it('starts minikube with its metrics server where no cluster runs', async () => {
  const command = 'minikube start --profile minikube --addons metrics-server --interactive=false';
  expect(await find({})).toBe(command);
  expect(await find({ provider: 'minikube' }, { clusters: ['kind'] })).toBe(command);
});

it('starts the profile or cluster that is named', async () => {
  expect(await find({ provider: 'minikube', context: 'lab' }, { profiles: ['minikube'] })).toContain(
    '--profile lab',
  );
  expect(await find({ provider: 'kind', context: 'kind-lab' }, { clusters: ['kind'] })).toContain(
    '--name lab',
  );
  expect(await find({ provider: 'kind' })).toContain('--name kind');
});

it.each<[ProviderWish, { profiles?: string[]; clusters?: string[]; programs?: string[] }]>([
  [{}, { profiles: ['old'] }],
  [{}, { clusters: ['kind'] }],
  [{}, { programs: [] }],
  [{ provider: 'minikube', context: 'lab' }, { profiles: ['lab'] }],
  [{ provider: 'kind' }, { clusters: ['dev'] }],
  [{ context: 'production' }, {}],
  [{ contextInEnvironment: 'production' }, {}],
  [{ provider: 'context' }, {}],
])('starts nothing for %j with %j', async (wish, found) => expect(await find(wish, found)).toBeUndefined());

it('says what is not installed', async () => {
  await expect(find({ provider: 'minikube' }, { programs: [] })).rejects.toThrow(/no program of that name/);
  await expect(find({ provider: 'kind' }, { programs: [] })).rejects.toThrow(/no program of that name/);
});
