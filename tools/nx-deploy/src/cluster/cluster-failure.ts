import { Failure } from '../console/failure.ts';

const causes: [RegExp, (context: string) => { wrong: string; mend: string }][] = [
  [
    /context "?[^"\n]*"? does not exist|context was not found|no context exists/i,
    (context) => ({
      wrong: `the kubeconfig has no context "${context}".`,
      mend: 'See which there are: kubectl config get-contexts --output name',
    }),
  ],
  [
    /Unauthorized|must be logged in|credentials|certificate has expired|x509:/i,
    (context) => ({
      wrong: `the cluster of the context "${context}" does not accept this user's credentials.`,
      mend: `Sign in to the cluster again, then try: kubectl --context ${context} get nodes`,
    }),
  ],
  [
    /Unable to connect to the server|connection refused|cluster unreachable|i\/o timeout|no such host|was refused|deadline exceeded|TLS handshake|EOF$/im,
    (context) => ({
      wrong: `the cluster of the context "${context}" does not answer.`,
      mend: `Start it (minikube start, kind create cluster), or check: kubectl --context ${context} get nodes`,
    }),
  ],
  [
    /forbidden/i,
    (context) => ({
      wrong: `the user of the context "${context}" may not do that.`,
      mend: 'Ask for the right, or use a context of another user.',
    }),
  ],
];

/** Says what a program's complaint about the cluster means. */
export function explainClusterError(doing: string, context: string, stderr: string): Failure {
  const evidence = stderr
    .trim()
    .split('\n')
    .filter((line) => !/^[EWI]\d{4} /.test(line))
    .slice(-6);
  const cause = causes.find(([pattern]) => pattern.test(stderr))?.[1](context);
  return new Failure({
    doing,
    wrong: cause?.wrong ?? 'the cluster said what stands below.',
    mend: cause?.mend ?? `Check: kubectl --context ${context} get events`,
    evidence,
  });
}
