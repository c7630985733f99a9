import { refusal, render } from './render.ts';

const ingress = { enabled: true, className: 'nginx', hosts: ['a.example.com', 'b.example.com'] };
const httpRoute = {
  enabled: true,
  parentRefs: [{ name: 'public', namespace: 'gateways', sectionName: 'https' }],
  hostnames: ['a.example.com'],
};

describe('an Ingress', () => {
  it('leads all of its hosts to the frontend, with TLS', async () => {
    const { spec } = (await render({ ingress })).get('Ingress', 'habit-tracker') as unknown as {
      spec: { tls: object[]; ingressClassName: string; rules: { host: string; http: { paths: object[] } }[] };
    };
    expect(spec.ingressClassName).toBe('nginx');
    expect(spec.tls).toEqual([{ hosts: ingress.hosts, secretName: 'habit-tracker-tls' }]);
    expect(spec.rules.map(({ host }) => host)).toEqual(ingress.hosts);
    for (const { http } of spec.rules)
      expect(http.paths).toEqual([
        {
          path: '/',
          pathType: 'Prefix',
          backend: { service: { name: 'habit-tracker-frontend', port: { name: 'http' } } },
        },
      ]);
  });

  it('can do without TLS, where a proxy before it ends it', async () => {
    const chart = await render({ ingress: { ...ingress, tls: { enabled: false } } });
    expect(chart.get('Ingress', 'habit-tracker')['spec']).not.toHaveProperty('tls');
  });

  it('that would answer for every name is refused', async () => {
    expect(await refusal({ ingress: { enabled: true } })).toContain('Name at least one host');
  });
});

describe('an HTTPRoute', () => {
  it('belongs to the Gateway it names and leads to the frontend', async () => {
    const { spec } = (await render({ httpRoute, frontend: { service: { port: 80 } } })).get(
      'HTTPRoute',
      'habit-tracker',
    ) as unknown as { spec: object };
    expect(spec).toEqual({
      parentRefs: httpRoute.parentRefs,
      hostnames: httpRoute.hostnames,
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/' } }],
          backendRefs: [{ name: 'habit-tracker-frontend', port: 80 }],
        },
      ],
    });
  });

  it('without a Gateway or a name is refused', async () => {
    expect(await refusal({ httpRoute: { ...httpRoute, parentRefs: [] } })).toContain('httpRoute.parentRefs');
    expect(await refusal({ httpRoute: { ...httpRoute, hostnames: [] } })).toContain('httpRoute.hostnames');
  });
});

describe('both at once', () => {
  it('lead to the same frontend, as while one replaces the other', async () => {
    const chart = await render({ ingress, httpRoute, frontend: { service: { type: 'ClusterIP' } } });
    chart.get('Ingress', 'habit-tracker');
    chart.get('HTTPRoute', 'habit-tracker');
    const [port] = chart.get('Service', 'habit-tracker-frontend')['spec'].ports;
    expect(port).not.toHaveProperty('nodePort');
  });
});

describe('the Service of the frontend', () => {
  it.each([
    ['NodePort', 30080, 30080],
    ['NodePort', 0, undefined],
    ['LoadBalancer', 0, undefined],
    ['ClusterIP', 30080, undefined],
  ])('of type %s with node port %d opens %s', async (type, nodePort, opened) => {
    const chart = await render({ frontend: { service: { type, nodePort } } });
    const { spec } = chart.get('Service', 'habit-tracker-frontend') as unknown as {
      spec: { type: string; ports: { nodePort?: number }[] };
    };
    expect([spec.type, spec.ports[0]?.nodePort]).toEqual([type, opened]);
  });
});
