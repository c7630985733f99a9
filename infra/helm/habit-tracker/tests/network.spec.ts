import { render, type Chart, type Rendered } from './render.ts';

interface Peer {
  podSelector?: { matchLabels?: Record<string, string> };
}

const componentLabel = 'app.kubernetes.io/component';
const component = ({ podSelector }: Peer): string => podSelector?.matchLabels?.[componentLabel] ?? '?';

/** Whom a policy lets in, as component:port. */
const letsIn = (policy: Rendered): string[] =>
  (policy['spec'].ingress ?? []).flatMap((rule: { from?: Peer[]; ports: { port: number }[] }) =>
    (rule.from?.map(component) ?? ['anybody']).flatMap((from) =>
      rule.ports.map(({ port }) => `${from}:${port}`),
    ),
  );

const letsOut = (policy: Rendered): string[] =>
  (policy['spec'].egress ?? [])
    .filter((rule: { ports: { port: number }[] }) => rule.ports.every(({ port }) => port !== 53))
    .flatMap((rule: { to?: Peer[]; ports: { port: number }[] }) =>
      (rule.to?.map(component) ?? ['anywhere']).flatMap((to) =>
        rule.ports.map(({ port }) => `${to}:${port}`),
      ),
    );

const policy = (chart: Chart, name: string) => chart.get('NetworkPolicy', `habit-tracker-${name}`);

describe('network policies', () => {
  it('stop everything that no other one allows, for every pod of the release', async () => {
    const chart = await render({ database: { enabled: true } });
    const { podSelector, policyTypes, ingress, egress } = policy(chart, 'default-deny')['spec'];
    expect(policyTypes).toEqual(['Ingress', 'Egress']);
    expect([ingress, egress]).toEqual([undefined, undefined]);
    for (const { metadata } of chart.pods()) expect(metadata.labels).toMatchObject(podSelector.matchLabels);
  });

  it('lead from people to the frontend, on to the backend, and to the database', async () => {
    const chart = await render({ database: { enabled: true } });
    expect(letsIn(policy(chart, 'frontend'))).toEqual(['anybody:3000']);
    expect(letsOut(policy(chart, 'frontend'))).toEqual(['backend:8000']);
    expect(letsIn(policy(chart, 'backend'))).toEqual(['frontend:8000']);
    expect(letsOut(policy(chart, 'backend'))).toEqual(['postgres:5432']);
    expect(letsIn(policy(chart, 'postgres'))).toEqual(['backend:5432']);
    expect(letsOut(policy(chart, 'postgres'))).toEqual([]);
  });

  it('let the backend out to a database elsewhere, which can be named', async () => {
    const anywhere = await render();
    expect(letsOut(policy(anywhere, 'backend'))).toEqual(['anywhere:5432']);
    const databaseTo = [{ ipBlock: { cidr: '192.0.2.7/32' } }];
    const named = await render({ networkPolicy: { backend: { databaseTo, databasePort: 6432 } } });
    expect(policy(named, 'backend')['spec'].egress).toContainEqual({
      ports: [{ port: 6432, protocol: 'TCP' }],
      to: databaseTo,
    });
  });

  it('that let only the ingress controller in let the test in too', async () => {
    const from = [{ podSelector: { matchLabels: { [componentLabel]: 'controller' } } }];
    const networkPolicy = { frontend: { from } };
    expect(letsIn(policy(await render({ networkPolicy }), 'frontend'))).toEqual([
      'controller:3000',
      'test:3000',
    ]);
    const untested = await render({ networkPolicy, tests: { enabled: false } });
    expect(letsIn(policy(untested, 'frontend'))).toEqual(['controller:3000']);
  });

  it('take further rules', async () => {
    const rule = { to: [{ ipBlock: { cidr: '192.0.2.0/24' } }], ports: [{ port: 443, protocol: 'TCP' }] };
    const chart = await render({ networkPolicy: { backend: { extraEgress: [rule] } } });
    expect(policy(chart, 'backend')['spec'].egress).toContainEqual(rule);
  });

  it('can be left to the cluster', async () => {
    const chart = await render({ database: { enabled: true }, networkPolicy: { enabled: false } });
    expect(chart.objects.map(({ kind }) => kind)).not.toContain('NetworkPolicy');
  });
});
