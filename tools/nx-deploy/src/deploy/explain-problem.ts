import { Failure } from '../console/failure.ts';
import { shorten } from '../console/shorten.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { Problem } from './diagnose.ts';
import { type Event, itemsOf } from '../kubernetes/kubernetes-objects.ts';
import { mask } from '../secrets/mask.ts';

/** One screen about a release that will not come up: what, why, the last event and log lines, what to try. */
export async function explainProblem(
  cluster: Cluster,
  problem: Problem,
  retry: string,
  secrets: Iterable<string>,
): Promise<Failure> {
  const [event, log] = await Promise.all([lastEvent(cluster, problem), lastLogLines(cluster, problem)]);
  const at = problem.pod
    ? `pod ${problem.pod}${problem.container ? `, container ${problem.container}` : ''}`
    : `${problem.object.kind} ${problem.object.name}`;
  const evidence = [
    `${at}: ${problem.reason}`,
    ...(problem.message ? [problem.message] : []),
    ...(event ? ['', `last event: ${event}`] : []),
    ...(log.length > 0 ? ['', 'last log lines:', ...log] : []),
  ];
  const hidden = [...secrets];
  return new Failure({
    doing: 'Waiting for the pods',
    wrong: `${at} will not become ready: ${problem.cause}`,
    mend: `${problem.mend}\nThen: ${retry}`,
    evidence: evidence.flatMap((line) => mask(line, hidden).split('\n')).map(cut),
  });
}

export async function readEvents(cluster: Cluster): Promise<Event[]> {
  const { code, stdout } = await cluster.tryKubectl(['get', 'events', '--output=json']);
  if (code !== 0) return [];
  return itemsOf<Event>(stdout).sort((a, b) => eventTime(a).localeCompare(eventTime(b)));
}

export const eventTime = ({ lastTimestamp, eventTime, metadata }: Event): string =>
  lastTimestamp ?? eventTime ?? metadata.creationTimestamp ?? '';

async function lastEvent(cluster: Cluster, { object }: Problem): Promise<string | undefined> {
  const events = (await readEvents(cluster)).filter(
    ({ involvedObject }) => involvedObject.kind === object.kind && involvedObject.name === object.name,
  );
  const event = events.findLast(({ type }) => type === 'Warning') ?? events.at(-1);
  return event && `${event.reason}: ${event.message}`;
}

async function lastLogLines(cluster: Cluster, problem: Problem): Promise<string[]> {
  if (!problem.logs || !problem.pod || !problem.container) return [];
  const args = ['logs', problem.pod, `--container=${problem.container}`, '--tail=8'];
  const previous =
    problem.logs === 'previous' ? await cluster.tryKubectl([...args, '--previous']) : undefined;
  const { code, stdout } = previous?.code === 0 ? previous : await cluster.tryKubectl(args);
  return code === 0 ? stdout.trim().split('\n').filter(Boolean) : [];
}

const cut = (line: string): string => shorten(line, 300);
