import { refusal, render } from './render.ts';

const both = (app: object) => ({ backend: app, frontend: app });
const apps = ['habit-tracker-backend', 'habit-tracker-frontend'];

describe('one pod', () => {
  it('has no budget and is not spread', async () => {
    const chart = await render();
    expect(chart.objects.map(({ kind }) => kind)).not.toContain('PodDisruptionBudget');
    for (const app of apps)
      expect(chart.get('Deployment', app)['spec'].template.spec.topologySpreadConstraints).toBeUndefined();
  });
});

describe('several pods', () => {
  it('are as many as the values say', async () => {
    const chart = await render({ backend: { replicas: 3 }, frontend: { replicas: 4 } });
    expect(chart.get('Deployment', 'habit-tracker-backend')['spec'].replicas).toBe(3);
    expect(chart.get('Deployment', 'habit-tracker-frontend')['spec'].replicas).toBe(4);
  });

  it('have a budget that lets nodes be emptied', async () => {
    const chart = await render(both({ replicas: 3 }));
    for (const app of apps) {
      const { selector, maxUnavailable } = chart.get('PodDisruptionBudget', app)['spec'];
      expect(maxUnavailable).toBe(1);
      expect(selector).toEqual(chart.get('Deployment', app)['spec'].selector);
    }
  });

  it('are spread over nodes and zones, and counted by revision', async () => {
    const chart = await render(both({ replicas: 3 }));
    for (const app of apps) {
      const { template, selector } = chart.get('Deployment', app)['spec'];
      const constraints = template.spec.topologySpreadConstraints;
      expect(constraints.map((each: { topologyKey: string }) => each.topologyKey)).toEqual([
        'kubernetes.io/hostname',
        'topology.kubernetes.io/zone',
      ]);
      for (const { labelSelector, matchLabelKeys, whenUnsatisfiable } of constraints) {
        expect(labelSelector).toEqual(selector);
        expect(matchLabelKeys).toEqual(['pod-template-hash']);
        expect(whenUnsatisfiable).toBe('ScheduleAnyway');
      }
    }
  });

  it('are not spread where no key is given', async () => {
    const chart = await render({ backend: { replicas: 3 }, topologySpread: { keys: [] } });
    const { spec } = chart.get('Deployment', 'habit-tracker-backend')['spec'].template;
    expect(spec.topologySpreadConstraints).toBeUndefined();
  });
});

describe('a rolling update', () => {
  it('takes no pod away before another one serves', async () => {
    const chart = await render();
    for (const app of apps)
      expect(chart.get('Deployment', app)['spec'].strategy.rollingUpdate).toEqual({
        maxUnavailable: 0,
        maxSurge: 1,
      });
  });

  it('leaves pods the time to drain', async () => {
    expect(await refusal({ backend: { terminationGracePeriodSeconds: 3 } })).toContain(
      'backend.terminationGracePeriodSeconds',
    );
    expect(await refusal({ frontend: { preStopSeconds: 30 } })).toContain(
      'frontend.terminationGracePeriodSeconds',
    );
  });
});

describe('the autoscaler', () => {
  const autoscaling = { enabled: true, minReplicas: 2, maxReplicas: 6 };

  it('has the number of pods to itself, whatever replicas says', async () => {
    const chart = await render(both({ replicas: 7, autoscaling }));
    for (const app of apps) {
      expect(chart.get('Deployment', app)['spec']).not.toHaveProperty('replicas');
      expect(chart.get('HorizontalPodAutoscaler', app)['spec']).toMatchObject({
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: app },
        minReplicas: 2,
        maxReplicas: 6,
      });
      chart.get('PodDisruptionBudget', app);
    }
  });

  it('that may only have one pod makes no budget, whatever replicas says', async () => {
    const chart = await render({
      backend: { replicas: 3, autoscaling: { enabled: true, minReplicas: 1, maxReplicas: 1 } },
    });
    expect(chart.find('PodDisruptionBudget', 'habit-tracker-backend')).toBeUndefined();
  });

  it('for one app leaves the other alone', async () => {
    const chart = await render({ frontend: { autoscaling } });
    expect(chart.find('HorizontalPodAutoscaler', 'habit-tracker-backend')).toBeUndefined();
    expect(chart.get('Deployment', 'habit-tracker-backend')['spec'].replicas).toBe(1);
  });

  it('with more pods at least than at most is refused', async () => {
    expect(await refusal({ backend: { autoscaling: { enabled: true, minReplicas: 5 } } })).toContain(
      'backend.autoscaling.minReplicas is more than maxReplicas',
    );
  });
});
