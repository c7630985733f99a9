import { renderFailure } from '../console/failure.ts';
import { buildEnvironment } from './build-environment.ts';
import { explainBuildFailure } from './build-failure.ts';

const screens: [string, string, RegExp, RegExp][] = [
  [
    'a stopped engine',
    'ERROR: Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
    /does not answer/,
    /systemctl start docker/,
  ],
  [
    'an engine that is not this user’s',
    'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock',
    /may not talk/,
    /docker group/,
  ],
  [
    'a missing base image',
    'ERROR: failed to solve: node:99: failed to resolve source metadata for docker.io/library/node:99: no such host',
    /base image node:99 is not here/,
    /FROM line/,
  ],
  [
    'an unreadable Dockerfile',
    'ERROR: failed to solve: dockerfile parse error on line 3: unknown instruction: CPOY',
    /line 3: unknown instruction: CPOY/,
    /Correct that line/,
  ],
  [
    'an unreadable Dockerfile, without the words that only podman’s makers read',
    'Error: building at STEP "CPOY ": Build error: Unknown instruction: "CPOY" &imagebuilder.Step{Env:[]string{}}',
    /^the Dockerfile cannot be read: Unknown instruction: "CPOY"\.$/,
    /Correct that line/,
  ],
  [
    'a builder that was pruned meanwhile',
    'ERROR: failed to solve: not found',
    /removed meanwhile/,
    /Build again/,
  ],
  [
    'a full disk',
    'ERROR: failed to copy to tar: write image.tar: no space left on device',
    /disk is full/,
    /builder prune/,
  ],
  [
    'a copied file that is not there',
    'ERROR: failed to solve: failed to compute cache key: failed to calculate checksum of ref a::b: "/lost.txt": not found',
    /copies \/lost.txt/,
    /COPY line/,
  ],
  [
    'a failing step',
    'ERROR: failed to solve: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1',
    /exit code 1: \/bin\/sh -c npm ci/,
    /step/,
  ],
  [
    'engine tools without buildx',
    "docker: 'buildx' is not a docker command.",
    /buildx plugin/,
    /docker-buildx/,
  ],
  ['something unheard of', 'ERROR: failed to solve: the moon is full', /^the moon is full\.$/, /^Correct/],
  ['something without a word', 'the sun', /the engine said/, /docker-build/],
];

it.each(screens)('explains %s', (_, log, wrong, mend) => {
  const { parts } = explainBuildFailure('api', `#1 [internal] load\n${log}\n`);
  expect(parts.wrong).toMatch(wrong);
  expect(parts.mend).toMatch(mend);
  expect(parts.evidence).toContain(log);
  expect(renderFailure(parts).split('\n').length).toBeLessThan(24);
});

it('takes away all that would steer a build without being hashed', () => {
  expect(
    buildEnvironment({ PATH: '/bin', INPUT_TAGS: 'x', BUILDX_BUILDER: 'y', SOURCE_DATE_EPOCH: '1' }),
  ).toEqual({ PATH: '/bin', BUILDKIT_PROGRESS: 'plain' });
});
