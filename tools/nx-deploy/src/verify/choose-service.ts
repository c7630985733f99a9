import { Failure } from '../console/failure.ts';
import {
  isWorkload,
  type KubeObject,
  type Service,
  type Workload,
} from '../kubernetes/kubernetes-objects.ts';
import { listImages } from '../kubernetes/list-images.ts';

/**
 * The service that people open: one that is reached from outside, else the one that leads to what was built here and
 * that no other part of the release calls, as an ingress would use it.
 */
export function chooseService(objects: KubeObject[], images: string[]): string {
  const services = objects.filter((object): object is Service => object.kind === 'Service');
  const outer = services.find(({ spec }) => spec.type === 'NodePort' || spec.type === 'LoadBalancer');
  if (outer) return outer.metadata.name;

  const settings = objects.flatMap(settingsOf);
  const candidates = services
    .filter((service) => leadsToImage(service, objects, images))
    .map(({ metadata }) => metadata.name)
    .filter((name) => !settings.some((text) => new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(text)));
  const [only, ...others] = candidates;
  if (only !== undefined && others.length === 0) return only;
  throw new Failure({
    doing: 'Opening the release',
    wrong:
      others.length > 0
        ? `several of its services may be meant for people: ${candidates.join(', ')}.`
        : 'it has no service of type NodePort, and none that leads to an image built here and is called from outside only.',
    mend: 'Set the service type of the app that people open to NodePort in the values.',
  });
}

function leadsToImage({ spec }: Service, objects: KubeObject[], images: string[]): boolean {
  const selector = Object.entries(spec.selector ?? {});
  return (
    selector.length > 0 &&
    objects
      .filter((object): object is Workload => isWorkload(object))
      .filter((workload) => listImages([workload]).some((image) => images.includes(image)))
      .some(({ spec: { template } }) =>
        selector.every(([label, value]) => template?.metadata?.labels?.[label] === value),
      )
  );
}

/** Where a part of a release says whom it calls. */
function settingsOf(object: KubeObject): string[] {
  if (object.kind === 'ConfigMap')
    return Object.values((object as { data?: Record<string, string> }).data ?? {});
  if (!isWorkload(object)) return [];
  return (object.spec.template?.spec?.containers ?? []).flatMap(({ env = [], command = [], args = [] }) => [
    ...env.map(({ value = '' }) => value),
    ...command,
    ...args,
  ]);
}
