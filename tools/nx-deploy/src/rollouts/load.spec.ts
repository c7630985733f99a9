import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { startLoad } from './load.ts';

let server: Server;
let url: string;

async function serve(listener: RequestListener): Promise<void> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** No fixed time is enough on a machine that has other things to do; jest's own limit ends what never comes true. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await pause(10);
}

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

it('counts what was answered, on kept and on new connections', async () => {
  const ports = new Set<number | undefined>();
  const seen: string[] = [];
  await serve((request, response) => {
    ports.add(request.socket.remotePort);
    seen.push(request.url ?? '');
    response.writeHead(request.url === '/b' ? 404 : 200).end('fine');
  });
  const load = startLoad(url, { paths: ['/a', '/b'], perSecond: 100 });
  await until(() => seen.length > 8 && ports.size > 1 && ports.size < seen.length);
  const result = await load.stop();
  expect(result).toMatchObject({ failed: 0, failures: {} });
  expect(result.sent).toBe(seen.length);
  expect(new Set(seen)).toEqual(new Set(['/a', '/b']));
  expect(ports.size).toBeGreaterThan(1);
  expect(ports.size).toBeLessThan(result.sent);
  await pause(50);
  expect(seen).toHaveLength(result.sent);
});

it('counts a refusal by the server, a cut connection and silence as failures', async () => {
  let count = 0;
  await serve((request, response) => {
    count += 1;
    if (count % 3 === 0) request.socket.destroy();
    else if (count % 3 === 1) response.writeHead(503).end();
    // The third is never answered.
  });
  const load = startLoad(url, { paths: ['/'], perSecond: 50, timeoutMs: 2000 });
  await until(() => count > 8);
  const { sent, failed, failures } = await load.stop();
  expect(failed).toBe(sent);
  const kinds = new Set(Object.keys(failures).map((line) => line.replace(/ on a (kept|new) connection/, '')));
  expect(kinds).toEqual(new Set(['GET / → 503', 'GET / → no answer in time', 'GET / → ECONNRESET']));
});

it('sends once more what found its kept connection closed, and tells how often', async () => {
  const used = new WeakSet<object>();
  let reused = 0;
  await serve((request, response) => {
    // Closed when it is used again: what the client sent is lost.
    if (used.has(request.socket)) {
      reused += 1;
      return void request.socket.destroy();
    }
    used.add(request.socket);
    response.end('fine');
  });
  const load = startLoad(url, { paths: ['/'], perSecond: 50 });
  await until(() => reused > 2);
  const { failed, sentAgain } = await load.stop();
  expect(failed).toBe(0);
  expect(sentAgain).toBe(reused);
});
