import { Failure } from '../console/failure.ts';
import { shorten } from '../console/shorten.ts';

interface BuildCause {
  pattern: RegExp;
  wrong: (match: RegExpExecArray) => string;
  mend: string;
}

const causes: BuildCause[] = [
  {
    pattern: /no space left on device|ENOSPC/i,
    wrong: () => 'the disk is full.',
    mend: 'Free some space: old images and builds are a good place to start ("docker builder prune", "podman image prune").',
  },
  {
    pattern: /permission denied while trying to connect to the Docker/i,
    wrong: () => 'this user may not talk to the docker engine.',
    mend: 'Add the user to the docker group ("sudo usermod -aG docker $USER"), sign in again.',
  },
  {
    pattern:
      /Cannot connect to the Docker daemon|Is the docker daemon running|error during connect|dial unix [^\n]*docker/i,
    wrong: () => 'the docker engine does not answer; it seems to be stopped.',
    mend: 'Start it: open Docker Desktop, or "sudo systemctl start docker".',
  },
  {
    pattern: /buildx is required|'buildx' is not a docker command|unknown command: docker buildx/i,
    wrong: () => 'docker is here, but its buildx plugin is not.',
    mend: 'Install it (package docker-buildx-plugin, on Debian docker-buildx).',
  },
  {
    pattern:
      /failed to resolve source metadata for (\S+?):? |pull access denied for (\S+?),|(?:creating build container|determining starting point for build)[^\n]*?: (?:initializing source docker:\/\/)?(\S+?): |short-name "([^"]+)" did not resolve/i,
    wrong: (match) =>
      `the base image ${(match.slice(1).find(Boolean) ?? '').replace(/^docker\.io\/(library\/)?/, '')} is not here and could not be fetched.`,
    mend: 'Check the name in the FROM line and the network, or load the image into the engine, as "docker load --input FILE" does.',
  },
  {
    pattern:
      /(?:dockerfile parse error on line (\d+)|failed to parse Dockerfile|unknown instruction)[^\n&]*|dockerfile parse error/i,
    wrong: (match) => `the Dockerfile cannot be read: ${match[0].trim()}.`,
    mend: 'Correct that line.',
  },
  {
    pattern: /failed to solve: not found$/im,
    wrong: () =>
      'what the builder kept of earlier builds was removed meanwhile, as by "docker builder prune".',
    mend: 'Build again: nothing else is missing.',
  },
  {
    pattern: /failed to (?:compute cache key|calculate checksum)[^\n]*?"([^"\n]+)": not found/i,
    wrong: (match) => `the Dockerfile copies ${match[1]}, which does not exist.`,
    mend: 'Correct the COPY line, or check that the file is not in .dockerignore.',
  },
  {
    pattern: /process "([^\n]+)" did not complete successfully: exit code: (\d+)/i,
    wrong: (match) =>
      `a step of the Dockerfile ended with exit code ${match[2]}: ${shorten(match[1] ?? '', 100)}`,
    mend: 'Read its last lines above and correct that step.',
  },
];

/** Finds the cause in what the engine's tools printed; an unknown one is shown as it is. */
export function explainBuildFailure(project: string, log: string): Failure {
  const doing = `Building the image of ${project}`;
  const retry = `Then: nx run ${project}:docker-build`;
  const evidence = lastLines(log, 12);
  for (const { pattern, wrong, mend } of causes) {
    const match = pattern.exec(log);
    if (match) return new Failure({ doing, wrong: wrong(match), mend: `${mend}\n${retry}`, evidence });
  }
  const [, said] = /^ERROR: (?:failed to solve: )?(.+)$/m.exec(log) ?? [];
  const wrong = said ? shorten(said.replace(/\.?$/, '.'), 200) : 'the engine said what stands below.';
  return new Failure({ doing, wrong, mend: `Correct what the engine names there.\n${retry}`, evidence });
}

function lastLines(log: string, count: number): string[] {
  const lines = log.split('\n').map((line) => line.trimEnd());
  return lines.filter((line) => line !== '' && !/^-+$/.test(line)).slice(-count);
}
