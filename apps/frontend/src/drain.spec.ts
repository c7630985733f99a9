import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';

const program = `
  const { drainOnSignal } = require(${JSON.stringify(join(__dirname, '../drain.cjs'))});
  drainOnSignal(Number(process.argv[1]));
  const server = require('node:http').createServer((request, response) => {
    if (request.url === '/block') for (const end = Date.now() + 1500; Date.now() < end; );
    if (request.url !== '/slow') return response.end('done');
    console.log('slow');
    setTimeout(() => response.end('done'), 600);
  });
  server.listen(0, '127.0.0.1', () => console.log(String(server.address().port)));
`;

let child: ChildProcess;
let url: string;
const agent = new Agent({ keepAlive: true });

async function start(seconds: number): Promise<void> {
  child = spawn(process.execPath, ['-e', program, String(seconds)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout!, 'data')) as [Buffer];
  url = `http://127.0.0.1:${line.toString().trim()}`;
}

afterEach(() => void child.kill('SIGKILL'));
afterAll(() => agent.destroy());

async function ask(path = '/'): Promise<IncomingMessage> {
  const [response] = (await once(get(url + path, { agent }), 'response')) as [IncomingMessage];
  response.resume();
  await once(response, 'end');
  return response;
}

it('closes connections politely after it was told to stop, and ends', async () => {
  await start(5);
  expect((await ask()).headers.connection).toBe('keep-alive');
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  // The signal takes its time to arrive.
  let answer = await ask();
  while (answer.headers.connection !== 'close') answer = await ask();
  expect(answer.statusCode).toBe(200);
  expect(await ended).toEqual([0, null]);
});

it('finishes what is under way', async () => {
  await start(0);
  await ask();
  const begun = once(child.stdout!, 'data');
  const slow = ask('/slow');
  await begun;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  expect((await slow).statusCode).toBe(200);
  expect(await ended).toEqual([0, null]);
});

it('answers what came while it was too busy to take it up', async () => {
  await start(1);
  await ask();
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  while ((await ask()).headers.connection !== 'close');
  const block = ask('/block');
  await new Promise((resolve) => setTimeout(resolve, 300));
  const waiting = Array.from({ length: 5 }, () => ask());
  for (const answer of [await block, ...(await Promise.all(waiting))]) expect(answer.statusCode).toBe(200);
  expect(await ended).toEqual([0, null]);
});

it('ends at once when it is told twice', async () => {
  await start(60);
  const ended = once(child, 'exit');
  // Two that arrive at once are one.
  const again = setInterval(() => child.kill('SIGINT'), 100);
  expect(await ended).toEqual([1, null]);
  clearInterval(again);
});
