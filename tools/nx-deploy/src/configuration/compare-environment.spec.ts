import type { Container } from '../kubernetes/kubernetes-objects.ts';
import type { DeclaredVariable } from '../secrets/environment-contract.ts';
import { hashWith } from './ask-container.ts';
import { compareEnvironment, type VariableResult } from './compare-environment.ts';
import { expectedEnvironment, type Sources } from './expected-environment.ts';

const hash = hashWith('a nonce');

const declare = (name: string, more: Partial<DeclaredVariable> = {}): DeclaredVariable => ({
  name,
  secret: false,
  required: false,
  usedBy: ['api'],
  generate: null,
  ...more,
});

const declared = [
  declare('DATABASE_URL', { secret: true, required: true }),
  declare('LOG_LEVEL'),
  declare('PORT'),
  declare('WEB_TITLE', { usedBy: ['web'] }),
];

const container: Container = {
  name: 'api',
  image: 'shop-api:1',
  envFrom: [{ configMapRef: { name: 'shop-config' } }, { secretRef: { name: 'shop-secrets' } }],
};

const sources = (changes: { config?: object; secrets?: object } = {}): Sources => ({
  configMaps: new Map([['shop-config', { LOG_LEVEL: 'info', WEB_TITLE: 'Shop', ...changes.config }]]),
  secrets: new Map([['shop-secrets', { DATABASE_URL: 'postgresql://…', ...changes.secrets }]]),
});

const given = { LOG_LEVEL: 'info', WEB_TITLE: 'Shop', DATABASE_URL: 'postgresql://…', PATH: '/bin' };

function compare(seen: Record<string, string>, from = sources(), by = container): VariableResult[] {
  return compareEnvironment({
    app: 'api',
    declared,
    expected: expectedEnvironment(by, from),
    seen: Object.fromEntries(Object.entries(seen).map(([name, value]) => [name, hash(value)])),
    hash,
  });
}

const wrong = (results: VariableResult[]): string[] =>
  results.filter(({ ok }) => !ok).map(({ variable, from, detail }) => `${variable} (${from}) ${detail}`);

it('passes a pod that sees what it was given, and says where each value is from', () => {
  const results = compare(given);
  expect(wrong(results)).toEqual([]);
  expect(results.map(({ variable, from, detail }) => [variable, from, detail])).toEqual([
    ['DATABASE_URL', 'Secret shop-secrets', 'as given'],
    ['LOG_LEVEL', 'ConfigMap shop-config', 'as given'],
    ['PORT', 'nowhere', 'not set; the default holds'],
    ['WEB_TITLE', 'ConfigMap shop-config', 'as given, not read'],
  ]);
});

it('names a pod that started with another value, without either value', () => {
  const results = compare(given, sources({ secrets: { DATABASE_URL: 'postgresql://new' } }));
  expect(wrong(results)).toEqual([
    'DATABASE_URL (Secret shop-secrets) is stale: the pod started with another value',
  ]);
  expect(JSON.stringify(results)).not.toContain('postgresql');
});

it('names a pod that is older than a variable, and one that keeps a secret which is gone', () => {
  const { LOG_LEVEL, ...older } = given;
  expect(LOG_LEVEL).toBe('info');
  expect(wrong(compare(older))).toEqual([
    'LOG_LEVEL (ConfigMap shop-config) is missing: the pod is older than it',
  ]);
  const gone = { ...sources(), secrets: new Map() };
  expect(wrong(compare(given, gone))).toEqual([
    'DATABASE_URL (no Secret any more) is stale: the pod started with it',
  ]);
});

it('refuses what is required and nowhere, or empty', () => {
  const { DATABASE_URL, ...rest } = given;
  expect(DATABASE_URL).toBeDefined();
  const none = { ...sources(), secrets: new Map() };
  expect(wrong(compare(rest, none))).toEqual(['DATABASE_URL (nowhere) is required and missing']);
  const empty = sources({ secrets: { DATABASE_URL: '' } });
  expect(wrong(compare({ ...given, DATABASE_URL: '' }, empty))).toEqual([
    'DATABASE_URL (Secret shop-secrets) is required and empty',
  ]);
});

it('refuses what nobody declared in a ConfigMap or Secret, and leaves the image and the node theirs', () => {
  const more = sources({ config: { LOG_LEVLE: 'debug' }, secrets: { API_TOKEN: 'x' } });
  const results = compare({ ...given, LOG_LEVLE: 'debug', API_TOKEN: 'x', PORT: '8000' }, more);
  expect(wrong(results)).toEqual([
    'API_TOKEN (Secret shop-secrets) is not declared',
    'LOG_LEVLE (ConfigMap shop-config) is not declared',
  ]);
  expect(results.find(({ variable }) => variable === 'PORT')).toMatchObject({
    from: 'image or node',
    ok: true,
  });
  expect(results.some(({ variable }) => variable === 'PATH')).toBe(false);
});

it('names words of a pod that overrule what it shares, and follows keys of other names', () => {
  const by: Container = {
    ...container,
    env: [
      { name: 'LOG_LEVEL', value: 'debug' },
      { name: 'PORT', valueFrom: { configMapKeyRef: { name: 'shop-config', key: 'WEB_TITLE' } } },
      { name: 'WEB_TITLE', value: 'Shop' },
      { name: 'HOST', value: '$(POD_IP)' },
    ],
  };
  const seen = { ...given, LOG_LEVEL: 'debug', PORT: 'Shop', HOST: '10.0.0.1' };
  expect(wrong(compare(seen, sources(), by))).toEqual([
    'LOG_LEVEL (the pod) overrules ConfigMap shop-config, which says otherwise',
  ]);
  expect(wrong(compare({ ...seen, PORT: '8000' }, sources(), by))).toContain(
    'PORT (ConfigMap shop-config) is stale: the pod started with another value',
  );
});

it('reads prefixes of shared sources', () => {
  const by: Container = {
    ...container,
    envFrom: [{ prefix: 'APP_', configMapRef: { name: 'shop-config' } }],
  };
  expect([...expectedEnvironment(by, sources()).keys()]).toEqual(['APP_LOG_LEVEL', 'APP_WEB_TITLE']);
});
