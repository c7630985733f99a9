import { render } from './render.ts';

const name = 'habit-tracker-test';

describe('the test of a release', () => {
  it('walks through the frontend in its image, with the program of the chart', async () => {
    const chart = await render({ frontend: { image: { tag: 'abc' }, service: { port: 80 } } });
    const [container] = chart.get('Pod', name)['spec'].containers;
    expect(container.image).toBe('habit-tracker-frontend:abc');
    expect([...container.command, ...container.args]).toEqual([
      '/nodejs/bin/node',
      '/journey/journey.mjs',
      'http://habit-tracker-frontend:80',
    ]);
    expect(chart.get('ConfigMap', name)['data']['journey.mjs']).toContain('open the sign-in page');
  });

  it('is a hook that is made anew for each test, and no part of the release', async () => {
    const hooks = (await render()).objects.filter(({ metadata }) => metadata.name === name);
    expect(hooks.map(({ kind }) => kind).sort()).toEqual(['ConfigMap', 'NetworkPolicy', 'Pod']);
    for (const { metadata } of hooks) {
      expect(metadata.annotations?.['helm.sh/hook']).toBe('test');
      expect(metadata.annotations?.['helm.sh/hook-delete-policy']).toContain('before-hook-creation');
    }
    const weight = (kind: string): number =>
      Number(hooks.find((hook) => hook.kind === kind)?.metadata.annotations?.['helm.sh/hook-weight'] ?? 0);
    expect(weight('ConfigMap')).toBeLessThan(weight('Pod'));
    expect(weight('NetworkPolicy')).toBeLessThan(weight('Pod'));
  });

  it('can run in another image, where the frontend is no program of Node', async () => {
    const image = { repository: 'node', tag: '24-trixie-slim', digest: '', pullPolicy: 'IfNotPresent' };
    const chart = await render({ tests: { image, command: ['node'] } });
    expect(chart.get('Pod', name)['spec'].containers[0]).toMatchObject({
      image: 'node:24-trixie-slim',
      command: ['node'],
    });
  });

  it('can be left out', async () => {
    const chart = await render({ tests: { enabled: false } });
    expect(chart.objects.filter(({ metadata }) => metadata.name === name)).toEqual([]);
  });
});
