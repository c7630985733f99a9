/** What the answer of a dry run means. */
export interface DryRunVerdict {
  problems: string[];
  /** What the cluster could not judge, or only warns of. */
  notes: string[];
}

/** Sorts what kubectl writes to its error output: refusals, and what this cluster cannot tell. */
export function judgeDryRun(code: number, stderr: string): DryRunVerdict {
  const verdict: DryRunVerdict = { problems: [], notes: [] };
  for (const line of stderr.split('\n').map((text) => text.trim())) {
    if (line === '' || /last-applied-configuration annotation/.test(line)) continue;
    if (/^Warning:/.test(line)) verdict.notes.push(line);
    else if (/provided port is already allocated/.test(line))
      verdict.notes.push(
        `${line} (another Service of this cluster has it; the rest of that object was not judged)`,
      );
    else if (/no matches for kind/.test(line) && !/ version "(v1|apps\/|batch\/|[^"]*\.k8s\.io\/)/.test(line))
      verdict.notes.push(`${line} (this cluster lacks the CustomResourceDefinition)`);
    else if (/error looking up service account/.test(line))
      verdict.notes.push(
        `${/pods "[^"]+"/.exec(line)?.[0] ?? 'a pod'} was not judged: its ServiceAccount is made in the same step, and a dry run makes none`,
      );
    // The second line of the message about an unknown kind.
    else if (/^ensure CRDs are installed first/.test(line)) continue;
    else verdict.problems.push(line);
  }
  if (code === 0) return { problems: [], notes: [...verdict.notes, ...verdict.problems] };
  const isExplained = verdict.problems.length > 0 || verdict.notes.length > 0;
  return isExplained
    ? verdict
    : { ...verdict, problems: [`kubectl ended with code ${code} and said nothing.`] };
}
