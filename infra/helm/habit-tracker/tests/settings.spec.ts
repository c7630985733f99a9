import { ownSecret, refusal, render, type Rendered } from './render.ts';

const annotationsOf = (workload: Rendered): Record<string, string> =>
  workload['spec'].template.metadata.annotations ?? {};

const checksums = async (values: object) => {
  const chart = await render({ database: { enabled: true }, ...values });
  const of = (kind: string, name: string) => annotationsOf(chart.get(kind, `habit-tracker-${name}`));
  return {
    backend: of('Deployment', 'backend'),
    frontend: of('Deployment', 'frontend'),
    postgres: of('StatefulSet', 'postgres'),
  };
};

describe('a changed ConfigMap', () => {
  it('renews the pods that read it, and no other', async () => {
    const [before, after] = await Promise.all([
      checksums({ secretsChecksum: 'a' }),
      checksums({ secretsChecksum: 'a', config: { LOG_LEVEL: 'debug' } }),
    ]);
    expect(after.backend['checksum/config']).not.toBe(before.backend['checksum/config']);
    expect(after.frontend['checksum/config']).not.toBe(before.frontend['checksum/config']);
    expect(after.postgres).toEqual(before.postgres);
  });
});

describe('a Secret', () => {
  it('of the chart renews the pods that read it when it changes, and no other', async () => {
    const other = { ...ownSecret, values: { ...ownSecret.values, POSTGRES_PASSWORD: 'other' } };
    const [before, after] = await Promise.all([
      checksums({ secrets: ownSecret }),
      checksums({ secrets: other }),
    ]);
    for (const app of ['backend', 'postgres'] as const)
      expect(after[app]['checksum/secrets']).not.toBe(before[app]['checksum/secrets']);
    expect(after.frontend).toEqual(before.frontend);
    expect(before.frontend).not.toHaveProperty('checksum/secrets');
  });

  it('made elsewhere renews them when its checksum is given, and says nothing otherwise', async () => {
    const silent = await checksums({ secrets: { existingSecret: 'given' } });
    expect(silent.backend).not.toHaveProperty('checksum/secrets');
    expect(silent.postgres).toEqual({});
    const told = await checksums({ secrets: { existingSecret: 'given' }, secretsChecksum: 'abc' });
    expect(told.backend['checksum/secrets']).toBe('abc');
    expect(told.postgres['checksum/secrets']).toBe('abc');
  });

  it('made elsewhere is read under its own name, and not made', async () => {
    const chart = await render({ database: { enabled: true }, secrets: { existingSecret: 'given' } });
    expect(chart.objects.map(({ kind }) => kind)).not.toContain('Secret');
    const [api] = chart.get('Deployment', 'habit-tracker-backend')['spec'].template.spec.containers;
    expect(api.envFrom).toContainEqual({ secretRef: { name: 'given' } });
    const [database] = chart.get('StatefulSet', 'habit-tracker-postgres')['spec'].template.spec.containers;
    const [password] = database.env.filter(({ name }: { name: string }) => name === 'POSTGRES_PASSWORD');
    expect(password.valueFrom.secretKeyRef).toEqual({ name: 'given', key: 'POSTGRES_PASSWORD' });
  });

  it('of the chart names its own database, however odd the password', async () => {
    const secrets = { ...ownSecret, values: { ...ownSecret.values, POSTGRES_PASSWORD: 'a b/c+d' } };
    const chart = await render({ database: { enabled: true }, secrets });
    expect(chart.get('Secret', 'habit-tracker-secrets')['stringData'].DATABASE_URL).toBe(
      'postgresql://habit:a%20b%2Fc%2Bd@habit-tracker-postgres:5432/habit',
    );
  });

  it('reaches the backend and the database alone', async () => {
    const chart = await render({ database: { enabled: true } });
    for (const pod of chart.pods()) {
      const reads = JSON.stringify(pod).includes('habit-tracker-secrets');
      const component = pod.metadata.labels?.['app.kubernetes.io/component'] ?? '';
      expect(reads).toBe(/backend|postgres/.test(component));
    }
  });

  it.each([
    ['two Secrets at once', { secrets: { ...ownSecret, existingSecret: 'given' } }, 'Choose one of the two'],
    ['values that nobody reads', { secrets: { values: ownSecret.values } }, 'Set secrets.create to true'],
    [
      'a Secret that lacks a database',
      { secrets: { create: true, values: { JWT_SECRET: ownSecret.values.JWT_SECRET } } },
      'DATABASE_URL is missing',
    ],
    [
      'two databases',
      {
        database: { enabled: true },
        secrets: { ...ownSecret, values: { ...ownSecret.values, DATABASE_URL: 'postgresql://a@b/c' } },
      },
      'names another server',
    ],
    [
      'a checksum of its own Secret',
      { database: { enabled: true }, secrets: ownSecret, secretsChecksum: 'x' },
      'Remove secretsChecksum',
    ],
  ])('is refused with %s', async (_, values, words) => {
    expect(await refusal(values)).toContain(words);
  });

  it('is never part of a refusal', async () => {
    const short = { create: true, values: { JWT_SECRET: 'hunter2', POSTGRES_PASSWORD: 12345678 } };
    const words = await refusal({ database: { enabled: true }, secrets: short });
    expect(words).toContain('JWT_SECRET');
    expect(words).not.toMatch(/hunter2|12345678/);
  });
});

describe('settings', () => {
  it('may be templates, and numbers without quotes', async () => {
    const config = { SESSION_DAYS: 365, NEXT_PUBLIC_API_URL: 'http://{{ .Release.Name }}:9000' };
    const chart = await render({ config });
    expect(chart.get('ConfigMap', 'habit-tracker-config')['data']).toMatchObject({
      SESSION_DAYS: '365',
      NEXT_PUBLIC_API_URL: 'http://habit-tracker:9000',
    });
  });

  it.each([
    ['a misspelt one', { SESION_DAYS: '3' }],
    ['a secret', { DATABASE_URL: 'x' }],
    ['what each image has its own of', { PORT: '1' }],
    ['too large a number', { SESSION_DAYS: 366 }],
    ['too large a number in quotes', { SESSION_DAYS: '366' }],
    ['an unknown level', { LOG_LEVEL: 'loud' }],
    ['an address that is none', { NEXT_PUBLIC_API_URL: 'backend:8000' }],
  ])('refuse %s', async (_, config) => {
    expect(await refusal({ config })).toContain(Object.keys(config)[0]);
  });

  it('can be added for one app, as Kubernetes writes them', async () => {
    const extra = { name: 'NODE_OPTIONS', value: '--max-http-header-size=32768' };
    const chart = await render({ frontend: { extraEnv: [extra] } });
    const [container] = chart.get('Deployment', 'habit-tracker-frontend')['spec'].template.spec.containers;
    expect(container.env).toEqual([extra]);
  });
});

describe('an image', () => {
  const image = async (values: object) => {
    const chart = await render({ backend: { image: values } });
    return chart.get('Deployment', 'habit-tracker-backend')['spec'].template.spec.containers[0].image;
  };
  const digest = `sha256:${'a'.repeat(64)}`;

  it('is named by its digest where there is one, whatever the tag', async () => {
    expect(await image({ tag: 'abc', digest })).toBe(`habit-tracker-backend@${digest}`);
    expect(await image({ tag: 'abc' })).toBe('habit-tracker-backend:abc');
    expect(await image({ repository: 'registry.example.com:5000/team/api' })).toBe(
      'registry.example.com:5000/team/api:v1.0.0',
    );
  });

  it('is refused with a digest that is none', async () => {
    expect(await refusal({ backend: { image: { digest: 'sha256:abc' } } })).toContain('digest');
  });
});
