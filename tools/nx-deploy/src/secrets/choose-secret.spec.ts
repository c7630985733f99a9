import { chooseSecret, listSecretsInValues } from './choose-secret.ts';

const values = (given: Record<string, unknown>) => ({ at: (path: string) => given[path] });

describe('the Secret of a release', () => {
  it('is filled by the deploy, unless the values say otherwise', () => {
    const plain = { name: 'shop-secrets', madeBy: 'deploy' };
    expect(chooseSecret('shop', values({}))).toEqual(plain);
    expect(chooseSecret('shop', values({ 'secrets.create': false, 'secrets.existingSecret': '' }))).toEqual(
      plain,
    );
  });

  it('is left to the chart, or to whoever made it', () => {
    expect(chooseSecret('shop', values({ 'secrets.create': true })).madeBy).toBe('chart');
    expect(chooseSecret('shop', values({ 'secrets.existingSecret': 'vault' }))).toEqual({
      name: 'vault',
      madeBy: 'somebody',
    });
  });

  it('is hidden in messages also when the values files hold it', () => {
    expect(listSecretsInValues(values({ 'secrets.values': { KEY: 'word' } }))).toEqual(['word']);
    expect(listSecretsInValues(values({}))).toEqual([]);
  });
});
