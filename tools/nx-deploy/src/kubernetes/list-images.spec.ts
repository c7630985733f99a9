import { listImages, splitImage } from './list-images.ts';
import { parseManifest } from './manifest.ts';

it('finds the images of all pods, wherever their description is nested', () => {
  const manifest =
    'kind: CronJob\nmetadata: {name: a}\nspec: {jobTemplate: {spec: {template: {spec: {initContainers: [{image: b:1}], containers: [{image: a:1}]}}}}}\n' +
    '---\nkind: ConfigMap\nmetadata: {name: c}\ndata: {image: c:1}\n';
  expect(listImages(parseManifest(manifest))).toEqual(['a:1', 'b:1']);
});

it.each([
  ['postgres:17-trixie', 'postgres', ':17-trixie'],
  ['localhost:5000/shop', 'localhost:5000/shop', ':latest'],
  ['localhost:5000/shop:v1', 'localhost:5000/shop', ':v1'],
  ['shop@sha256:0a', 'shop', '@sha256:0a'],
  ['shop:v1@sha256:0a', 'shop', '@sha256:0a'],
])('splits %s as nodes list it', (image, repository, version) => {
  expect(splitImage(image)).toEqual({ repository, version });
});
