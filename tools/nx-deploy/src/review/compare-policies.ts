import type { LocatedObject } from '../kubernetes/located-manifest.ts';
import type { FieldComplaint } from './compare-containers.ts';
import { showValue } from './show-value.ts';

interface PolicyRule {
  from?: object[];
  to?: object[];
  ports?: { port?: number | string; protocol?: string; endPort?: number }[];
}

interface Policy {
  policyTypes?: string[];
  ingress?: PolicyRule[];
  egress?: PolicyRule[];
}

/** What ours lets through and theirs stops, in whatever order it is written, and the directions that theirs forgets. */
export function comparePolicies(theirs: LocatedObject, ours: LocatedObject): FieldComplaint[] {
  const [mine, other] = [policyOf(theirs), policyOf(ours)];
  const forgotten = (other.policyTypes ?? [])
    .filter((type) => !(mine.policyTypes ?? ['Ingress']).includes(type))
    .map((type): FieldComplaint => ({
      verdict: 'missing',
      field: 'spec.policyTypes',
      says: `ours limits ${type} too`,
    }));
  const stopped = (['ingress', 'egress'] as const).flatMap((direction) => {
    const given = (mine[direction] ?? []).flatMap(listPassages);
    return (other[direction] ?? [])
      .flatMap(listPassages)
      .filter((passage) => !given.some((each) => lets(each, passage)))
      .map((passage): FieldComplaint => ({
        verdict: 'missing',
        field: `spec.${direction}`,
        says: `ours lets through: ${showValue({ ...passage.peer, ...passage.port })}`,
      }));
  });
  return [...forgotten, ...stopped];
}

const policyOf = ({ object }: LocatedObject): Policy => (object as { spec?: Policy }).spec ?? {};

/** One peer and one port; an empty one means all. */
interface Passage {
  peer: object;
  port: object;
}

function listPassages({ from, to, ports }: PolicyRule): Passage[] {
  const peers = from ?? to ?? [];
  return (peers.length > 0 ? peers : [{}]).flatMap((peer) =>
    (ports && ports.length > 0 ? ports : [{}]).map((port) => ({
      peer,
      port: Object.keys(port).length > 0 ? { protocol: 'TCP', ...port } : {},
    })),
  );
}

/** Whether a passage lets another one through: it is as wide, or the same. */
const lets = (wide: Passage, narrow: Passage): boolean =>
  (['peer', 'port'] as const).every(
    (part) => Object.keys(wide[part]).length === 0 || canonical(wide[part]) === canonical(narrow[part]),
  );

/** Equal for equal things, in whatever order their fields stand. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
