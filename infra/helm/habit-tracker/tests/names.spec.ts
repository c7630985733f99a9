import { refusal, render } from './render.ts';

const long = 'a-release-name-of-fifty-three-characters-which-is-all';
const everything = {
  database: { enabled: true },
  backend: { replicas: 2 },
  frontend: { autoscaling: { enabled: true } },
  ingress: { enabled: true, hosts: ['a.example.com'] },
};

describe('a release with a long name', () => {
  it('has names that Kubernetes takes, for the pods of its StatefulSet too', async () => {
    expect(long).toHaveLength(53);
    const { objects } = await render(everything, { release: long });
    for (const { kind, metadata } of objects) {
      const room = kind === 'StatefulSet' ? 52 : 63;
      expect(metadata.name.length).toBeLessThanOrEqual(room);
      expect(metadata.name).toMatch(/^[a-z]([-a-z0-9]*[a-z0-9])?$/);
      for (const value of Object.values(metadata.labels ?? {})) expect(value.length).toBeLessThanOrEqual(63);
    }
  });

  it('points at the names that it has', async () => {
    const chart = await render(everything, { release: long });
    const api = chart.objects.find(
      ({ kind, metadata }) => kind === 'Service' && metadata.name.endsWith('-backend'),
    );
    const config = chart.objects.find(
      ({ kind, metadata }) => kind === 'ConfigMap' && metadata.name.endsWith('-config'),
    );
    expect(config?.['data'].NEXT_PUBLIC_API_URL).toBe(`http://${api?.metadata.name}:8000`);
    for (const { spec } of chart.pods().filter(({ kind }) => kind !== 'Pod'))
      for (const { configMapRef } of spec.containers[0].envFrom ?? [])
        if (configMapRef) expect(configMapRef.name).toBe(config?.metadata.name);
  });
});

describe('a release whose name', () => {
  it('holds a dot gets names without one, since Services take none', async () => {
    const { objects } = await render(everything, { release: 'my.habits' });
    for (const { metadata } of objects) expect(metadata.name).toMatch(/^my-habits/);
  });

  it('begins with a digit needs another prefix', async () => {
    expect(await refusal({}, { release: '1st' })).toContain('Set fullnameOverride');
    const chart = await render({ fullnameOverride: 'first' }, { release: '1st' });
    chart.get('Service', 'first-frontend');
  });
});

describe('the names', () => {
  it('may begin with something else', async () => {
    const { objects } = await render({ ...everything, fullnameOverride: 'diary' });
    for (const { metadata } of objects) expect(metadata.name).toMatch(/^diary/);
  });

  it('of pods that belong together are found by the selectors, under any name of the app', async () => {
    const chart = await render({ ...everything, nameOverride: 'diary' });
    for (const { kind, metadata, spec } of chart.objects.map((object) => ({
      ...object,
      spec: object['spec'],
    }))) {
      if (kind !== 'Deployment' && kind !== 'StatefulSet') continue;
      expect(spec.selector.matchLabels['app.kubernetes.io/name']).toBe('diary');
      expect(spec.template.metadata.labels).toMatchObject(spec.selector.matchLabels);
      expect(chart.get('Service', metadata.name)['spec'].selector).toEqual(spec.selector.matchLabels);
    }
  });
});

describe('selectors', () => {
  // They can never change in a running release, so an upgrade with others would fail.
  it.each(['backend', 'frontend', 'postgres'])(
    'of the %s stay as they were first released',
    async (component) => {
      const chart = await render({ ...everything, commonLabels: { team: 'home' } }, { release: 'mine' });
      const kind = component === 'postgres' ? 'StatefulSet' : 'Deployment';
      expect(chart.get(kind, `mine-${component}`)['spec'].selector).toEqual({
        matchLabels: {
          'app.kubernetes.io/name': 'habit-tracker',
          'app.kubernetes.io/instance': 'mine',
          'app.kubernetes.io/component': component,
        },
      });
    },
  );

  it('and the volume of the database know nothing of further labels', async () => {
    const chart = await render({ ...everything, commonLabels: { team: 'home' } });
    const [claim] = chart.get('StatefulSet', 'habit-tracker-postgres')['spec'].volumeClaimTemplates;
    expect(claim.metadata.labels).not.toHaveProperty('team');
  });
});

describe('further labels', () => {
  it('are on every object and every pod', async () => {
    const chart = await render({ ...everything, commonLabels: { team: 'home' } });
    for (const { metadata } of [...chart.objects, ...chart.pods()])
      expect(metadata.labels).toMatchObject({ team: 'home' });
  });

  it('of one app are on its pods alone', async () => {
    const chart = await render({ backend: { podLabels: { tier: 'api' }, podAnnotations: { note: 'here' } } });
    const { metadata } = chart.get('Deployment', 'habit-tracker-backend')['spec'].template;
    expect(metadata.labels).toMatchObject({ tier: 'api' });
    expect(metadata.annotations).toMatchObject({ note: 'here' });
    const other = chart.get('Deployment', 'habit-tracker-frontend')['spec'].template.metadata;
    expect(other.labels).not.toHaveProperty('tier');
  });

  it('that the chart sets itself, or that are given twice, are refused', async () => {
    expect(await refusal({ commonLabels: { 'app.kubernetes.io/name': 'mine' } })).toContain(
      'commonLabels sets the label app.kubernetes.io/name',
    );
    expect(await refusal({ commonLabels: { a: '1' }, frontend: { podLabels: { a: '2' } } })).toContain(
      'frontend.podLabels and commonLabels both set the label a',
    );
  });
});
