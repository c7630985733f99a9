import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Answer {
  status: number;
  body: string;
}

/** @throws when no complete answer came in time. */
export async function ask(url: string, timeoutMs = 20_000): Promise<Answer> {
  const giveUp = new AbortController();
  const load = async (): Promise<Answer> => {
    const response = await fetch(url, { signal: giveUp.signal });
    return { status: response.status, body: await response.text() };
  };
  // Not left to fetch alone: a test once waited without an end, with no connection open, and nobody knows why.
  const late = sleep(timeoutMs, undefined, { signal: giveUp.signal }).then(() => {
    throw new Error(`no answer within ${timeoutMs / 1000} s`);
  });
  return Promise.race([load(), late]).finally(() => giveUp.abort());
}

/** A POST of which half is sent at once, and the rest when `finish` is called. */
export function beginUpload(url: string): { begun: Promise<void>; finish: () => Promise<Answer> } {
  const body = JSON.stringify({ padding: 'x'.repeat(200) });
  const outgoing = request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    timeout: 20_000,
  });
  const answered = new Promise<Answer>((resolve, reject) => {
    outgoing.on('timeout', () => outgoing.destroy(new Error('no answer within 20 s')));
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
      response.on('error', reject);
    });
  });
  // Judged by whoever finishes it; until then a failure is not yet anybody's.
  answered.catch(() => undefined);
  outgoing.write(body.slice(0, 20));
  return {
    // The server has read the head of a request a moment after it was written.
    begun: sleep(300),
    finish() {
      outgoing.end(body.slice(20));
      return answered;
    },
  };
}
