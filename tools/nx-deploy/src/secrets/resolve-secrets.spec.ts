import type { DeclaredVariable } from './environment-contract.ts';
import { mask } from './mask.ts';
import { resolveSecrets, type SecretSources } from './resolve-secrets.ts';

const url: DeclaredVariable = {
  name: 'DATABASE_URL',
  secret: true,
  required: true,
  usedBy: ['api'],
  generate: { template: 'postgresql://shop:${POSTGRES_PASSWORD}@db:5432/shop', when: 'database.enabled' },
};
const key: DeclaredVariable = {
  name: 'TOKEN_KEY',
  secret: true,
  required: true,
  usedBy: ['api'],
  generate: { random: 48 },
};
const optional: DeclaredVariable = {
  name: 'MODEL_KEY',
  secret: true,
  required: false,
  usedBy: ['api'],
  generate: null,
};
const password: DeclaredVariable = {
  name: 'POSTGRES_PASSWORD',
  secret: true,
  required: false,
  usedBy: ['deploy'],
  generate: { random: 24 },
};
const level: DeclaredVariable = {
  name: 'LOG_LEVEL',
  secret: false,
  required: true,
  usedBy: ['api'],
  generate: null,
};

const resolve = (sources: Partial<SecretSources> & { database?: boolean } = {}) =>
  resolveSecrets({
    variables: [url, key, optional, password, level],
    given: {},
    live: {},
    liveDerived: [],
    isOn: (path) => path === 'database.enabled' && (sources.database ?? true),
    random: (bytes) => `random-${bytes}`,
    ...sources,
  });

describe('the secrets of a release', () => {
  it('come from .env first, then from the cluster, and are made only when nobody has them', () => {
    const given = { TOKEN_KEY: 'given' };
    const live = { TOKEN_KEY: 'live', POSTGRES_PASSWORD: 'living' };
    expect(resolve({ given, live }).values).toMatchObject({
      TOKEN_KEY: 'given',
      POSTGRES_PASSWORD: 'living',
    });
    expect(resolve({ live }).values['TOKEN_KEY']).toBe('live');
    expect(resolve().values).toMatchObject({ TOKEN_KEY: 'random-48', POSTGRES_PASSWORD: 'random-24' });
    expect(resolve().generated).toEqual(['TOKEN_KEY', 'POSTGRES_PASSWORD']);
  });

  it('take an empty entry of .env for none', () => {
    expect(resolve({ given: { TOKEN_KEY: '' } }).values['TOKEN_KEY']).toBe('random-48');
  });

  it('keep an optional one that the cluster holds, until .env gives it as nothing', () => {
    const live = { MODEL_KEY: 'living', POSTGRES_PASSWORD: 'living' };
    expect(resolve({ live }).values['MODEL_KEY']).toBe('living');
    const { values } = resolve({ live, given: { MODEL_KEY: '', POSTGRES_PASSWORD: '' } });
    expect(values).not.toHaveProperty('MODEL_KEY');
    // What the deploy can make is needed: nobody takes the password away from a database that runs.
    expect(values['POSTGRES_PASSWORD']).toBe('living');
  });

  it('hold no setting that is not secret, and no optional secret that nobody gave', () => {
    const { values } = resolve({ given: { LOG_LEVEL: 'debug' } });
    expect(Object.keys(values).sort()).toEqual(['DATABASE_URL', 'POSTGRES_PASSWORD', 'TOKEN_KEY']);
  });

  it('let what follows from others win over .env, and say so', () => {
    const resolved = resolve({
      given: { DATABASE_URL: 'postgresql://mine', POSTGRES_PASSWORD: 'p@ss/word' },
    });
    expect(resolved.values['DATABASE_URL']).toBe('postgresql://shop:p%40ss%2Fword@db:5432/shop');
    expect(resolved.overruled).toEqual(['DATABASE_URL']);
    expect(resolved.derived).toEqual(['DATABASE_URL']);
  });

  it('use the given value where the template does not apply, and make no password for nobody', () => {
    const { values } = resolve({ database: false, given: { DATABASE_URL: 'postgresql://mine' } });
    expect(values).toEqual({ DATABASE_URL: 'postgresql://mine', TOKEN_KEY: 'random-48' });
  });

  it('forget a value that followed from others once it no longer does', () => {
    const live = { DATABASE_URL: 'postgresql://shop:old@db:5432/shop', TOKEN_KEY: 'live' };
    expect(() => resolve({ database: false, live, liveDerived: ['DATABASE_URL'] })).toThrow(/DATABASE_URL/);
  });

  it('that are required and nowhere end in an error that names them', () => {
    expect(() => resolve({ database: false })).toThrow(/DATABASE_URL is required/);
  });
});

it('hides secrets in what other programs print, the longest first', () => {
  expect(mask('a=secret-long b=secret c=abc', ['secret', 'secret-long', 'abc'])).toBe('a=••• b=••• c=abc');
});
