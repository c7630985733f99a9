import { format, resolveConfig } from 'prettier';
import { fillChartSchema } from './chart-schema.ts';
import {
  configChecksum,
  renderChartConfig,
  renderConfigMap,
  renderSecretTemplate,
} from './render-cluster.ts';
import { renderExample, renderJson, renderTable } from './render.ts';
import { spliceBlock } from './splice-block.ts';
import { variables as ours } from './variables.ts';

/** What a file of the workspace says now; undefined where there is none. */
export type ReadFile = (path: string) => string | undefined;

/** Every file that tells of variables, or the part of it that does, as the declarations want it; by path in the workspace. */
export async function generatedFiles(read: ReadFile, variables = ours): Promise<Record<string, string>> {
  const filled = (path: string, fill: (text: string) => string): string => {
    const text = read(path);
    if (text === undefined)
      throw new Error(`${path} is missing; only a part of it can be generated. Restore it first.`);
    return fill(text);
  };
  const block = (path: string, key: string, lines: string[]) => ({
    [path]: filled(path, (text) => spliceBlock(text, key, lines)),
  });
  const withChecksum = (path: string) => ({
    [path]: filled(path, (text) =>
      text.replace(/(?<=^ *checksum\/config: )[0-9a-f]{64}$/m, configChecksum(variables)),
    ),
  });
  const chartSchema = 'infra/helm/habit-tracker/values.schema.json';
  return {
    '.env.example': renderExample(variables),
    'infra/contracts/environment-variables.md': renderTable(variables),
    'infra/contracts/environment.json': renderJson(variables),
    [chartSchema]: await inOurFormat(
      chartSchema,
      filled(chartSchema, (text) => fillChartSchema(text, variables)),
    ),
    ...block('infra/helm/habit-tracker/values.yaml', 'config', renderChartConfig(variables)),
    ...block('infra/k8s/base/configmap.yaml', 'data', renderConfigMap(variables)),
    ...block('infra/k8s/base/secret-template.yaml', 'stringData', renderSecretTemplate(variables)),
    ...withChecksum('infra/k8s/base/backend-deployment.yaml'),
    ...withChecksum('infra/k8s/base/frontend-deployment.yaml'),
  };
}

async function inOurFormat(path: string, text: string): Promise<string> {
  return format(text, { ...(await resolveConfig(path)), filepath: path });
}
