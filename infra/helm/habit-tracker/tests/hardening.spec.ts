import { render } from './render.ts';

const everything = { database: { enabled: true } };

describe('every pod', () => {
  it('runs as somebody without rights, and cannot become anybody else', async () => {
    for (const { spec } of (await render(everything)).pods()) {
      expect(spec.securityContext).toMatchObject({
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
      });
      expect(spec.securityContext.runAsUser).toBeGreaterThan(0);
      for (const container of spec.containers)
        expect(container.securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
    }
  });

  it('gets no token of the Kubernetes API, and a ServiceAccount of the release', async () => {
    const chart = await render(everything);
    expect(chart.get('ServiceAccount', 'habit-tracker')['automountServiceAccountToken']).toBe(false);
    for (const { spec } of chart.pods()) {
      expect(spec.automountServiceAccountToken).toBe(false);
      expect(spec.serviceAccountName).toBe('habit-tracker');
    }
  });

  it('takes a ServiceAccount that is there', async () => {
    const chart = await render({ serviceAccount: { create: false, name: 'given' } });
    expect(chart.objects.map(({ kind }) => kind)).not.toContain('ServiceAccount');
    expect(new Set(chart.pods().map(({ spec }) => spec.serviceAccountName))).toEqual(new Set(['given']));
    const byDefault = await render({ serviceAccount: { create: false } });
    expect(byDefault.pods()[0]?.['spec'].serviceAccountName).toBe('default');
  });

  it('is promised something and limited', async () => {
    for (const { spec } of (await render(everything)).pods())
      for (const { resources } of spec.containers)
        for (const amounts of [resources.requests, resources.limits])
          expect(Object.keys(amounts).sort()).toEqual(['cpu', 'memory']);
  });

  it('that serves is probed at its start, while it lives, and before it gets requests', async () => {
    const serving = (await render(everything)).pods().filter(({ kind }) => kind !== 'Pod');
    expect(serving).toHaveLength(3);
    for (const { spec } of serving)
      for (const container of spec.containers) {
        expect(container).toMatchObject({
          startupProbe: expect.anything(),
          livenessProbe: expect.anything(),
          readinessProbe: expect.anything(),
        });
      }
  });
});
