import { type KubeObject, type Rendering, renderChart } from '@habit/nx-deploy/chart-testing';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '..');

/** Whatever a spec asks of an object; nothing is assumed of its kind. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Rendered = KubeObject & Record<string, any>;

export interface Chart {
  objects: Rendered[];
  find(kind: string, name: string): Rendered | undefined;
  /** Fails when there is no such object. */
  get(kind: string, name: string): Rendered;
  /** What all pods of the release are made from, the test's included. */
  pods(): Rendered[];
}

/** Renders the chart, as a release called habit-tracker unless another name is given. */
export async function render(values: object = {}, rendering: Omit<Rendering, 'values'> = {}): Promise<Chart> {
  const files = (rendering.files ?? []).map((file) => join(folder, file));
  const objects = (await renderChart(folder, { ...rendering, files, values })) as Rendered[];
  const find = (kind: string, name: string): Rendered | undefined =>
    objects.find((object) => object.kind === kind && object.metadata.name === name);
  return {
    objects,
    find,
    get: (kind, name) => {
      const found = find(kind, name);
      if (!found) throw new Error(`There is no ${kind} ${name} among ${objects.map(named).join(', ')}.`);
      return found;
    },
    pods: () =>
      objects.flatMap((object) => (object.kind === 'Pod' ? [object] : (object['spec']?.template ?? []))),
  };
}

/** What helm says instead of rendering. */
export const refusal = (values: object, rendering: Omit<Rendering, 'values'> = {}): Promise<string> =>
  render(values, rendering).then(
    () => 'nothing, it rendered',
    (error: Error) => error.message,
  );

export const named = ({ kind, metadata }: KubeObject): string => `${kind} ${metadata.name}`;

/**
 * For snapshots: in a fixed order, and without what others prove. The program of the test has specs of its own, and
 * the settings are declared in libs/env-contract, so that a new one changes no snapshot.
 */
export function forSnapshot({ objects }: Chart): Rendered[] {
  return objects
    .map((object) => (object.kind === 'ConfigMap' ? { ...object, data: '…' } : object))
    .map((object) => withoutConfigChecksum(object))
    .sort((a, b) => named(a).localeCompare(named(b), 'en'));
}

function withoutConfigChecksum(object: Rendered): Rendered {
  const text = JSON.stringify(object).replace(/("checksum\/config":)"[0-9a-f]{64}"/g, '$1"…"');
  return JSON.parse(text) as Rendered;
}

/** Enough for the chart to make its own Secret. */
export const ownSecret = {
  create: true,
  values: { JWT_SECRET: 'k3v0Zp7q9sT1xW5yB8dF2gH4jL6nM0rQ', POSTGRES_PASSWORD: 'pw' },
};
