import { createHash } from 'node:crypto';
import { stringify } from 'yaml';
import type { Declarations, Declaration } from './variable.ts';
import { wrap } from './wrap.ts';

/** What the chart's values give as `config`, each with the comment that the chart's table of values shows. */
export const renderChartConfig = (variables: Declarations): string[] =>
  configured(variables).flatMap(([name, { purpose, format, inCluster }, byDefault]) => [
    ...comment(`-- ${purpose} Format: ${format}.`),
    `  ${entry(name, inCluster?.chart ?? byDefault)}`,
  ]);

/** The data of the plain manifests' ConfigMap. */
export const renderConfigMap = (variables: Declarations): string[] =>
  manifestData(variables).map(([name, value]) => `  ${name}: ${quoted(value)}`);

/** The hash by which pods follow the ConfigMap, as the chart's templates compute it: parity-check compares the two. */
export function configChecksum(variables: Declarations): string {
  const text = manifestData(variables).map(([name, value]) => `\n${name}: ${JSON.stringify(value)}`);
  return createHash('sha256').update(text.join('')).digest('hex');
}

/** In the order in which the chart renders it. */
const manifestData = (variables: Declarations): [string, string][] =>
  configured(variables)
    .map(([name, { inCluster }, byDefault]): [string, string] => [name, inCluster?.manifests ?? byDefault])
    .sort(([a], [b]) => (a < b ? -1 : 1));

/** What a Secret holds, with texts that the apps refuse where one is required, and nothing elsewhere. */
export const renderSecretTemplate = (variables: Declarations): string[] =>
  Object.entries(variables)
    .filter(([, { secret }]) => secret)
    .flatMap(([name, { purpose, format, optional, example }]) => [
      ...comment(`${purpose} Format: ${format}.`),
      `  ${name}: ${quoted(optional ? '' : example)}`,
    ]);

/** Both apps read one ConfigMap, which holds no secret, nothing that each image sets for itself, and nothing optional. */
function configured(variables: Declarations): [string, Declaration, string][] {
  return Object.entries(variables).flatMap(([name, variable]): [string, Declaration, string][] => {
    const { secret, setByImage, usedBy, default: byDefault } = variable;
    if (secret || setByImage || byDefault === undefined || usedBy.every((reader) => reader === 'deploy'))
      return [];
    return [[name, variable, byDefault]];
  });
}

const comment = (text: string): string[] => wrap(text, 116).map((line) => `  ${line}`);

const entry = (name: string, value: string): string =>
  stringify({ [name]: value }, { singleQuote: true, lineWidth: 0 }).trimEnd();

const quoted = (value: string): string => `'${value.replaceAll("'", "''")}'`;
