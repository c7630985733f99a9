import { providerWish } from './cluster-options.ts';

describe('which cluster is wished for', () => {
  it('is told by the options first, then by the environment', () => {
    const environment = { NX_DEPLOY_PROVIDER: 'kind', NX_DEPLOY_LOAD: 'push' };
    expect(providerWish({}, environment)).toEqual({ provider: 'kind', load: 'push' });
    expect(providerWish({ provider: 'minikube' }, environment)).toMatchObject({ provider: 'minikube' });
    expect(providerWish({ context: 'lab' }, environment)).toEqual({ context: 'lab', load: 'push' });
  });

  it('must be a provider that is known', () => {
    expect(() => providerWish({}, { NX_DEPLOY_PROVIDER: 'k3s' })).toThrow(/NX_DEPLOY_PROVIDER is "k3s"/);
  });
});
