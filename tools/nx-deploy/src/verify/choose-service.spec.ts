import { parseManifest } from '../kubernetes/manifest.ts';
import { chooseService } from './choose-service.ts';

const images = ['shop-api:1', 'shop-web:1'];
const part = (name: string, image: string, type = 'ClusterIP') => `---
kind: Service
metadata: {name: shop-${name}}
spec: {type: ${type}, selector: {part: ${name}}, ports: [{port: 80}]}
---
kind: Deployment
metadata: {name: shop-${name}}
spec: {template: {metadata: {labels: {part: ${name}}}, spec: {containers: [{name: ${name}, image: '${image}'}]}}}
`;
const settings = (url: string) => `---
kind: ConfigMap
metadata: {name: shop}
data: {API_URL: '${url}'}
`;
const choose = (...parts: string[]) => chooseService(parseManifest(parts.join('')), images);

describe('the service that people open', () => {
  const api = part('api', 'shop-api:1');
  const web = part('web', 'shop-web:1');
  const database = part('db', 'postgres:17');

  it('is one that is reached from outside', () => {
    expect(choose(api, part('web', 'shop-web:1', 'NodePort'))).toBe('shop-web');
    expect(choose(api, part('web', 'shop-web:1', 'LoadBalancer'))).toBe('shop-web');
  });

  it('is else the one of our own that no other part calls', () => {
    expect(choose(api, database, web, settings('http://shop-api:80'))).toBe('shop-web');
    expect(choose(api, web, settings('http://shop-web-2:80 http://shop-api.shop.svc'))).toBe('shop-web');
  });

  it('must be said where that leaves several or none', () => {
    expect(() => choose(api, web)).toThrow(/shop-api, shop-web/);
    expect(() => choose(database)).toThrow(/no service of type NodePort/);
  });
});
