import { join } from 'node:path';

/** A chart with one combination of values: its task reads no other values file. */
export interface ChartOptions {
  /** The chart's folder. */
  chart: string;
  /** Values file in it, on top of values.yaml; none for the chart as it stands. */
  values?: string;
}

/** What a combination is called: the values file that decides. */
export const combinationName = (values: string | undefined): string => values ?? 'values.yaml';

export const valuesArgs = (folder: string, values: string | undefined): string[] =>
  values ? ['--values', join(folder, values)] : [];

/** Where the rendering of a combination is kept, from the workspace's root. */
export const renderingPath = (project: string, values: string | undefined): string =>
  `dist/helm/${project}/${combinationName(values)}`;
