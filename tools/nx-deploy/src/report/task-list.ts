import Ajv from 'ajv';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Failure } from '../console/failure.ts';
import schema from './task-list.schema.json' with { type: 'json' };

/** What a file must be like for a task to count as done. Without more it must only be there. */
export interface FileClaim {
  /** From the workspace's root; a folder counts too. */
  path: string;
  /** Regular expressions, each found somewhere in the text. */
  matches?: string[];
  /** Regular expressions that are found nowhere. */
  lacks?: string[];
  /** A document of the YAML file has at least this; "*" stands for any value. */
  holds?: unknown;
}

/** Named checks in a file that a target leaves: { at, checks: [{ name, ok, detail }] }. */
export interface ProofClaim {
  target: string;
  file: string;
  checks: string[];
}

/** A number out of a JSON file, which must stay below the limit of the task; both in bytes. */
export interface FigureClaim {
  file: string;
  value: string;
  limit: number;
}

export interface Task {
  id: string;
  title: string;
  files?: FileClaim[];
  /** Tasks of the graph, as in backend:size-check, that must have succeeded. */
  targets?: string[];
  proof?: ProofClaim;
  figure?: FigureClaim;
}

export interface Phase {
  name: string;
  /** The checkpoint in the graph, as in workspace:phase-1-setup. */
  target: string;
  tasks: Task[];
}

export interface TaskList {
  /** The chart whose release the tasks lead to. */
  release: string;
  /** The projects whose images it runs. */
  images: string[];
  /** In their order. */
  phases: Phase[];
}

const validate = new Ajv({ allErrors: true }).compile<TaskList>(schema);

export async function readTaskList(root: string, path: string): Promise<TaskList> {
  const doing = `Reading the list of tasks ${path}`;
  const mend = `Correct ${path}; tools/nx-deploy/README.md shows its form.`;
  let list: unknown;
  try {
    list = parse(await readFile(join(root, path), 'utf8'), { merge: true });
  } catch (error) {
    throw new Failure({ doing, wrong: (error as Error).message, mend });
  }
  if (!validate(list)) {
    const evidence = (validate.errors ?? []).map(
      ({ instancePath, message }) => `${instancePath || '/'} ${message}`,
    );
    throw new Failure({ doing, wrong: 'it is not such a list.', mend, evidence });
  }
  const ids = list.phases.flatMap(({ tasks }) => tasks.map(({ id }) => id));
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  if (twice.length > 0) throw new Failure({ doing, wrong: `${twice.join(', ')} stands there twice.`, mend });
  return list;
}

/** Everything a report on a list must have looked at. */
export const claimsOf = ({ phases }: TaskList): FileClaim[] =>
  phases.flatMap(({ tasks }) => tasks.flatMap(({ files = [] }) => files));

export const targetsOf = ({ targets = [], proof }: Task): string[] => [
  ...targets,
  ...(proof ? [proof.target] : []),
];
