import { listFailures, type Load, type LoadResult, startLoad } from '@habit/nx-deploy/chart-testing';
import assert from 'node:assert/strict';
import type { Person } from './person.ts';

/** Somebody who is signed in looks at the app so often a second, until it is stopped; whatever is not 200 has failed. */
export function startUsing(url: string, person: Person, perSecond: number): Load {
  const headers = { authorization: `Bearer ${person.token}` };
  return startLoad(url, {
    paths: ['/sign-in', { path: '/api/v1/today', headers }, { path: '/api/v1/me', headers }],
    perSecond,
    timeoutMs: 15_000,
    isFailure: (status) => status !== 200,
  });
}

/** Says so, when there was enough to be lost. */
export function assertNothingLost(result: LoadResult, atLeast: number): string {
  const { sent, failed } = result;
  assert.equal(failed, 0, `${failed} of ${sent} requests failed (${listFailures(result).join(', ')})`);
  assert.ok(sent > atLeast, `only ${sent} requests were sent, which proves little`);
  return `0 of ${sent} requests failed`;
}
