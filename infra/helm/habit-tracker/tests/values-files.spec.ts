import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { forSnapshot, named, render } from './render.ts';

const valuesFiles = readdirSync(join(import.meta.dirname, '..'))
  .filter((name) => /^values-.+\.yaml$/.test(name))
  .sort();

describe('the chart', () => {
  it('as it stands, renders what it did', async () => {
    expect(forSnapshot(await render())).toMatchSnapshot();
  });

  it.each(valuesFiles)('with %s, renders what it did', async (file) => {
    expect(forSnapshot(await render({}, { files: [file] }))).toMatchSnapshot();
  });

  it('brings its own database to one machine', async () => {
    const local = await render({}, { files: ['values-local.yaml'] });
    expect(local.get('StatefulSet', 'habit-tracker-postgres')['spec'].replicas).toBe(1);
    expect(local.objects.map(({ kind }) => kind)).not.toContain('HorizontalPodAutoscaler');
  });

  it('in production has several pods, budgets, TLS and nothing that holds a secret', async () => {
    const production = await render({}, { files: ['values-production.yaml'] });
    for (const app of ['habit-tracker-backend', 'habit-tracker-frontend']) {
      expect(production.get('HorizontalPodAutoscaler', app)['spec'].minReplicas).toBeGreaterThan(1);
      expect(production.get('PodDisruptionBudget', app)['spec'].maxUnavailable).toBe(1);
    }
    expect(production.get('Ingress', 'habit-tracker')['spec'].tls).toEqual([
      { hosts: ['habits.example.com'], secretName: 'habit-tracker-tls' },
    ]);
    expect(production.get('Service', 'habit-tracker-frontend')['spec'].type).toBe('ClusterIP');
    const kinds = production.objects.map(({ kind }) => kind);
    expect(kinds).not.toContain('Secret');
    expect(kinds).not.toContain('StatefulSet');
  });

  it('renders the same bytes twice', async () => {
    const [once, again] = await Promise.all([render(), render()]);
    expect(once.objects.map(named)).toEqual(again.objects.map(named));
    expect(once.objects).toEqual(again.objects);
  });
});
