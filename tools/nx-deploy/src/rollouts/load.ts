import { Agent, get } from 'node:http';

export interface LoadOptions {
  /** What is asked for, in turn; some of it as somebody who is signed in. */
  paths: (string | { path: string; headers: Record<string, string> })[];
  /** Requests started each second, whether the earlier ones were answered or not. */
  perSecond: number;
  timeoutMs?: number;
  /** Whether a status says that the request failed: 500 and above when left out. */
  isFailure?: (status: number) => boolean;
}

export interface LoadResult {
  sent: number;
  failed: number;
  /** What failed and how often, as in "GET / on a new connection → 503". */
  failures: Record<string, number>;
  /** Sent a second time, because the server closed a kept connection at the moment when it was used again. */
  sentAgain: number;
  /** Milliseconds until an answer was complete. */
  median: number;
  slowest: number;
}

export interface Load {
  /** Sends nothing more, waits for what is under way, and adds up. */
  stop(): Promise<LoadResult>;
}

/**
 * A steady stream of requests over http, half on connections that are kept and half on new ones: a service that moves
 * only new connections, and one that closes kept ones, fail differently. Whatever is not answered, or answered with
 * a status that is a failure, has failed. As browsers and proxies do (RFC 9110, 9.2.2), a request that found its kept connection
 * closed is sent once more; how many were is told.
 */
export function startLoad(
  url: string,
  { paths, perSecond, timeoutMs = 10_000, isFailure = (status) => status >= 500 }: LoadOptions,
): Load {
  const kept = new Agent({ keepAlive: true });
  const fresh = new Agent({ keepAlive: false });
  const times: number[] = [];
  const failures = new Map<string, number>();
  const underWay = new Set<Promise<void>>();
  let sent = 0;
  let sentAgain = 0;

  const send = (): void => {
    const asked = paths[(sent >> 1) % paths.length] ?? '/';
    const { path, headers } = typeof asked === 'string' ? { path: asked, headers: {} } : asked;
    const [agent, how] = sent % 2 === 0 ? [kept, 'kept'] : [fresh, 'new'];
    sent += 1;
    const startedAt = performance.now();
    const again = (): void => void (sentAgain += 1);
    const one = ask(new URL(path, url), { agent, headers, timeoutMs, isFailure, again }).then((failure) => {
      underWay.delete(one);
      if (!failure) return void times.push(performance.now() - startedAt);
      const line = `GET ${path} on a ${how} connection → ${failure}`;
      failures.set(line, (failures.get(line) ?? 0) + 1);
    });
    underWay.add(one);
  };
  const timer = setInterval(send, 1000 / perSecond);

  return {
    async stop() {
      clearInterval(timer);
      await Promise.all(underWay);
      kept.destroy();
      times.sort((a, b) => a - b);
      return {
        sent,
        failed: sent - times.length,
        failures: Object.fromEntries(failures),
        sentAgain,
        median: times[Math.floor(times.length / 2)] ?? 0,
        slowest: times.at(-1) ?? 0,
      };
    },
  };
}

interface Asking extends Required<Pick<LoadOptions, 'timeoutMs' | 'isFailure'>> {
  agent: Agent;
  headers: Record<string, string>;
  /** Called when it is sent once more; without it that is not done. */
  again?: () => void;
}

/** Undefined when it was answered. */
function ask(url: URL, asking: Asking): Promise<string | undefined> {
  const { agent, headers, timeoutMs, isFailure, again } = asking;
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const request = get(url, { agent, headers, signal }, (response) => {
      response.resume();
      response.on('error', (error) => resolve(nameOf(error)));
      response.on('end', () => {
        const { statusCode = 0 } = response;
        resolve(isFailure(statusCode) ? String(statusCode) : undefined);
      });
    });
    request.on('error', (error) => {
      const failure = nameOf(error);
      if (!again || !request.reusedSocket || failure !== 'ECONNRESET') return resolve(failure);
      again();
      resolve(ask(url, { agent: new Agent(), headers, timeoutMs, isFailure }));
    });
  });
}

const nameOf = (error: Error): string =>
  error.name === 'AbortError'
    ? 'no answer in time'
    : ((error as NodeJS.ErrnoException).code ?? error.message);

/** What failed and how often, a line each. */
export const listFailures = ({ failures }: LoadResult): string[] =>
  Object.entries(failures).map(([line, count]) => `${count} × ${line}`);
