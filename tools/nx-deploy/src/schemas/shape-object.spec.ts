import { readManifest } from '../kubernetes/located-manifest.ts';
import { shapeObject } from './shape-object.ts';

const shaped = (text: string): unknown =>
  readManifest(text, 'shop.yaml').objects.map((located) => shapeObject(located).object)[0];

it('takes what was meant for what was written, where that is plain', () => {
  const text =
    'apiVersion: v1\nkind: Service\nmetadata: {name: 5}\nspec: {ports: [{port: "80", name: true}]}\n';
  expect(shaped(text)).toMatchObject({
    metadata: { name: '5' },
    spec: { ports: [{ port: 80, name: 'true' }] },
  });
});

it('leaves out what fits nowhere, and keeps places in lists', () => {
  const text = `apiVersion: v1
kind: Pod
metadata: {name: shop, labels: [a]}
spec: {hostNetwork: maybe, volumes: {a: b}, containers: [text, {name: web, env: {A: b}, args: [{}, x]}]}
`;
  expect(shaped(text)).toEqual({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'shop' },
    spec: { containers: [{}, { name: 'web', args: ['', 'x'] }] },
  });
});

it('knows an old version of an API by its kind, and of others only the metadata', () => {
  expect(shaped('apiVersion: apps/v1beta1\nkind: Deployment\nmetadata: 7\nspec: {replicas: "2"}\n')).toEqual({
    apiVersion: 'apps/v1beta1',
    kind: 'Deployment',
    metadata: { name: '' },
    spec: { replicas: 2 },
  });
  expect(shaped('apiVersion: shop/v1\nkind: Basket\nmetadata: {annotations: {a: 1}}\nspec: [1]\n')).toEqual({
    apiVersion: 'shop/v1',
    kind: 'Basket',
    metadata: { name: '', annotations: { a: '1' } },
    spec: [1],
  });
});

it('keeps quantities and ports as they are written', () => {
  const text =
    'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{resources: {limits: {cpu: 1.5, memory: 1Gi}}, livenessProbe: {tcpSocket: {port: "80"}}}]}\n';
  expect(shaped(text)).toMatchObject({
    spec: {
      containers: [
        { resources: { limits: { cpu: 1.5, memory: '1Gi' } }, livenessProbe: { tcpSocket: { port: '80' } } },
      ],
    },
  });
});
