import { chooseTarget, type Machine } from './provider.ts';

const machine = (found: { profiles?: string[]; clusters?: string[]; contexts?: string[] } = {}): Machine => ({
  runningMinikubeProfiles: async () => found.profiles ?? [],
  kindClusters: async () => found.clusters ?? [],
  contexts: async () => found.contexts ?? [],
});

describe('the cluster that a release goes to', () => {
  it('is the named context, whatever else runs, and the option wins over the environment', async () => {
    const all = machine({ profiles: ['minikube'], clusters: ['kind'], contexts: ['lab', 'office'] });
    expect(await chooseTarget({ context: 'lab', contextInEnvironment: 'office' }, all)).toMatchObject({
      provider: 'context',
      context: 'lab',
      why: 'named by --context',
    });
    expect(await chooseTarget({ contextInEnvironment: 'office' }, all)).toMatchObject({
      context: 'office',
      why: 'named by NX_DEPLOY_CONTEXT',
    });
  });

  it('is a running minikube before kind', async () => {
    const target = await chooseTarget({}, machine({ profiles: ['minikube', 'old'], clusters: ['kind'] }));
    expect(target).toMatchObject({ provider: 'minikube', context: 'minikube' });
    expect(target.load?.command).toEqual(['minikube', '--profile', 'minikube', 'image', 'load']);
  });

  it('is kind where no minikube runs', async () => {
    const target = await chooseTarget({}, machine({ clusters: ['dev'] }));
    expect(target).toMatchObject({ provider: 'kind', context: 'kind-dev' });
    expect(target.load?.command).toEqual(['kind', 'load', 'image-archive', '--name', 'dev']);
  });

  it('is never the context that happens to be current', async () => {
    await expect(chooseTarget({}, machine({ contexts: ['production'] }))).rejects.toThrow(
      /no context is named/,
    );
  });

  it('that does not exist is answered with those that do', async () => {
    const failed = chooseTarget({ context: 'lba' }, machine({ contexts: ['lab', 'office'] }));
    await expect(failed).rejects.toMatchObject({ parts: { mend: 'Name one of these: lab, office' } });
  });

  it('must be said when several of a kind run', async () => {
    await expect(chooseTarget({}, machine({ profiles: ['a', 'b'] }))).rejects.toThrow(
      /several clusters: a, b/,
    );
    expect(
      await chooseTarget({ provider: 'minikube', context: 'b' }, machine({ profiles: ['a', 'b'] })),
    ).toMatchObject({
      context: 'b',
    });
  });

  it('asked for by provider must run', async () => {
    await expect(chooseTarget({ provider: 'minikube' }, machine({ clusters: ['kind'] }))).rejects.toThrow(
      /minikube is not running/,
    );
    await expect(chooseTarget({ provider: 'kind' }, machine())).rejects.toThrow(/kind has no cluster/);
    await expect(chooseTarget({ provider: 'context' }, machine())).rejects.toThrow(/no context is named/);
  });
});

describe('how images reach a named context', () => {
  const load = async (context: string, profiles: string[] = [], given?: string) =>
    (
      await chooseTarget(
        { context, ...(given ? { load: given } : {}) },
        machine({ contexts: [context], profiles }),
      )
    ).load?.command;

  it('is told by its maker where there is one, and else by the caller', async () => {
    expect(await load('kind-dev')).toEqual(['kind', 'load', 'image-archive', '--name', 'dev']);
    expect(await load('minikube', ['minikube'])).toContain('minikube');
    expect(await load('docker-desktop')).toEqual(['docker', 'load', '--input']);
    expect(await load('lab')).toBeUndefined();
    expect(await load('kind-dev', [], 'push "to lab"')).toEqual(['push', 'to lab']);
  });
});
