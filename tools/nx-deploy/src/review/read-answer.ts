import { type LocatedManifest, readManifest } from '../kubernetes/located-manifest.ts';
import { unwrapAnswer } from './unwrap-answer.ts';

/** Reads what somebody or something answered: the YAML in it, and what stands in the way of applying it as it is. */
export function readAnswer(answer: string, file: string): LocatedManifest {
  const { text, problems: around } = unwrapAnswer(answer);
  const { objects, problems } = readManifest(text, file);
  const isTemplate = problems.length > 0 || objects.some(({ object }) => holdsMappingAsName(object));
  return {
    objects: objects.filter(({ object }) => !isForPrograms(object)),
    problems: [
      ...around.map((problem) => ({ ...problem, file })),
      ...objects
        .filter(({ object }) => isForPrograms(object))
        .map(({ object, lineOf }) => ({
          file,
          line: lineOf(['apiVersion']),
          wrong: `a ${object.kind} is for a program and not for a cluster: let it write what it makes (kubectl kustomize, for example), and review that.`,
        })),
      ...(isTemplate ? findTemplate(text).map((problem) => ({ ...problem, file })) : []),
      ...problems,
    ],
  };
}

/** Files of kustomize, kind or Skaffold look like objects. */
const isForPrograms = ({ apiVersion = '' }: { apiVersion?: string }): boolean =>
  /^(kustomize\.config\.k8s\.io|kind\.x-k8s\.io|skaffold)\//.test(apiVersion);

/** Braces of a template look to YAML like a mapping in the place of a name. */
function holdsMappingAsName(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([name, inner]) => name.startsWith('{ ') || holdsMappingAsName(inner));
}

function findTemplate(text: string): { line: number; wrong: string }[] {
  const at = text.split('\n').findIndex((line) => line.includes('{{'));
  if (at < 0) return [];
  return [
    {
      line: at + 1,
      wrong: 'it is a template: render it first ("helm template" for a chart), and review what comes out.',
    },
  ];
}
