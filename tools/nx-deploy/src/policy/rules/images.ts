import { splitImage } from '../../kubernetes/list-images.ts';
import { containerRule } from '../rule.ts';

/** A tag made from content, as deploys set it: digits and letters of a digest. */
const contentTag = /^:(?=[0-9a-f]*\d)[0-9a-f]{12,64}$/;

/** https://github.com/distribution/reference: registry, path, tag, digest. */
const imageName =
  /^([a-z0-9.-]+(:\d+)?\/)?[a-z0-9]+([._-]+[a-z0-9]+)*(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*(:\w[\w.-]{0,127})?(@[a-z0-9]+:[0-9a-f]{32,})?$/;

/** Which program really runs. */
export const imageRules = [
  containerRule(
    {
      id: 'image-tag',
      severity: 'error',
      reason: 'Nobody can say, or get back, what "latest" was yesterday.',
      fix: 'Name a version, best a digest: image@sha256:….',
    },
    ({ container }) => {
      if (!container.image) return 'it names no image.';
      return (
        splitImage(container.image).version === ':latest' && {
          says: `${container.image} means whatever is latest.`,
          at: ['image'],
        }
      );
    },
  ),
  containerRule(
    {
      id: 'image-name',
      severity: 'error',
      reason: 'A node cannot pull what is no name of an image.',
      fix: 'Write registry/repository:version in small letters, with nothing left to fill in.',
    },
    ({ container }) =>
      container.image !== undefined &&
      !imageName.test(container.image) && {
        says: `"${container.image}" is no name of an image.`,
        at: ['image'],
      },
  ),
  containerRule(
    {
      id: 'image-pinned',
      severity: 'warning',
      reason: 'A tag can be moved to other content; a digest cannot.',
      fix: 'Name the image by digest, or by a tag made from its content, as deploy-minikube does.',
    },
    ({ container }) => {
      const { version } = splitImage(container.image ?? '');
      const isPinned = version.startsWith('@sha256:') || contentTag.test(version);
      return (
        container.image !== undefined &&
        version !== ':latest' &&
        !isPinned && { says: `${container.image} can become something else.`, at: ['image'] }
      );
    },
  ),
  containerRule(
    {
      id: 'image-pull-policy',
      severity: 'warning',
      reason: 'A node that never asks a registry cannot start the pod anywhere else.',
      fix: 'Set imagePullPolicy: IfNotPresent.',
    },
    ({ container }) =>
      container.imagePullPolicy === 'Never' && {
        says: 'no other node can get its image.',
        at: ['imagePullPolicy'],
      },
  ),
];
