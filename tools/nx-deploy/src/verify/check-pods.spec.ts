import { builtId, fixturePod } from '../deploy/fixture-objects.ts';
import { checkCrashes, checkDeployTime, checkImages, checkReadyTime } from './check-pods.ts';
import { renderProof } from './verify-proof.ts';

const image = {
  app: 'api',
  project: 'api',
  image: 'shop-api:aaaaaaaaaaaa',
  imageId: builtId,
  manifestDigest: undefined,
};

it('passes pods that run what was built', () => {
  expect(checkImages([image], [fixturePod()])[0]?.ok).toBe(true);
});

it('fails other content, no pod, and an image that only seems to be there', () => {
  expect(checkImages([image], [fixturePod({ imageID: `sha256:${'c'.repeat(64)}` })])[0]?.ok).toBe(false);
  expect(checkImages([image], [])[0]).toMatchObject({
    ok: false,
    detail: expect.stringContaining('no pod runs'),
  });
  expect(checkImages([image], [fixturePod({ imageID: '' })])[0]?.ok).toBe(false);
});

it('measures how long the pods took after helm began to send', () => {
  const times = (readyAt: string) => ({ sentAt: '2026-03-04T10:00:00Z', readyAt });
  expect(checkReadyTime([fixturePod()], times('2026-03-04T10:00:05Z'))).toMatchObject({
    ok: true,
    detail: '1 pods, 5.0 s after helm began',
  });
  expect(checkReadyTime([fixturePod()], times('2026-03-04T10:02:01Z')).ok).toBe(false);
});

it('says that nobody measured it, where the release was sent from elsewhere', () => {
  expect(checkReadyTime([fixturePod()], {})).toMatchObject({ ok: true, unknown: true });
});

it('asks the pods after a deploy that was cut short', () => {
  expect(checkReadyTime([fixturePod()], { sentAt: '2026-03-04T10:00:00Z' })).toMatchObject({
    ok: true,
    detail: '1 pods, 5.0 s after helm began',
  });
  expect(checkReadyTime([fixturePod()], { sentAt: '2026-03-04T09:55:00Z' }).ok).toBe(false);
});

it('measures the whole deploy, and says when nobody did', () => {
  const startedAt = '2026-03-04T10:00:00Z';
  expect(checkDeployTime({ startedAt, readyAt: '2026-03-04T10:04:59Z' }).ok).toBe(true);
  expect(checkDeployTime({ startedAt, readyAt: '2026-03-04T10:05:01Z' }).ok).toBe(false);
  expect(checkDeployTime({ startedAt })).toMatchObject({ ok: true, unknown: true });
});

it('does not hold a later pause against a pod, but wants it ready now', () => {
  const late = [{ type: 'Ready', status: 'True', lastTransitionTime: '2026-03-04T11:00:00Z' }];
  expect(checkReadyTime([fixturePod({}, { pod: { ...fixturePod().status, conditions: late } })], {}).ok).toBe(
    true,
  );
  expect(checkReadyTime([fixturePod({}, { pod: { conditions: [] } })], {}).ok).toBe(false);
  expect(checkReadyTime([], {}).ok).toBe(false);
});

it('tells a crash from being stopped', () => {
  const after = (exitCode: number, reason: string) =>
    checkCrashes([fixturePod({ restartCount: 1, lastState: { terminated: { exitCode, reason } } })]).ok;
  expect(after(1, 'Error')).toBe(false);
  expect(after(137, 'OOMKilled')).toBe(false);
  expect(after(143, 'Error')).toBe(true);
  expect(after(255, 'Unknown')).toBe(true);
  expect(checkCrashes([fixturePod()]).ok).toBe(true);
});

it('writes a table that a strange detail cannot break', () => {
  const proof = renderProof({
    ok: false,
    at: '2026-03-04T10:00:00.000Z',
    context: 'lab',
    namespace: 'shop',
    release: 'shop',
    revision: 1,
    url: 'http://127.0.0.1:1',
    how: 'node port',
    checks: [
      { name: 'a', ok: false, detail: 'x | y\nz' },
      { name: 'b', ok: true, unknown: true, detail: '' },
    ],
    journey: [{ name: 'open', ok: true, ms: 12.4 }],
    pods: [
      {
        pod: 'shop-1',
        created: '2026-03-04T10:00:00Z',
        scheduled: '2026-03-04T10:00:00Z',
        started: '2026-03-04T10:00:02Z',
        ready: undefined,
      },
    ],
    provenPods: [],
  });
  expect(proof).toContain('| shop-1 | 2026-03-04T10:00:00Z | +0 s | +2 s |  |');
  expect(proof).toContain('| a | **failed** | x \\| y z |');
  expect(proof).toContain('| b | not measured |');
  expect(proof).toContain('| open | passed | 12 ms |');
});
