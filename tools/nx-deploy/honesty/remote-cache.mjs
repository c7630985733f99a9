// Nx's remote cache as its documents describe it (PUT and GET /v1/cache/{hash} with a bearer token), kept in a folder.
// A process of its own, because the suite waits for nx without answering anybody.
import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';

export async function startRemoteCache() {
  const folder = mkdtempSync(join(tmpdir(), 'remote-cache-'));
  const token = randomBytes(16).toString('hex');
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), folder], {
    env: { ...process.env, CACHE_TOKEN: token },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [port] = await once(child.stdout, 'data');
  return {
    url: `http://127.0.0.1:${String(port).trim()}`,
    token,
    /** Does something to each stored output that is large enough to hold an image. */
    harmImages(harm) {
      const files = readdirSync(folder).map((name) => join(folder, name));
      const images = files.filter((file) => statSync(file).size > 10_000_000);
      if (images.length === 0) throw new Error('No image is stored.');
      images.forEach(harm);
    },
    async close() {
      child.kill();
      await once(child, 'close');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function serve(folder, token) {
  const server = createServer(async (request, reply) => {
    const answer = (status, text = '') => reply.writeHead(status, { 'content-type': 'text/plain' }).end(text);
    const hash = /^\/v1\/cache\/([\w-]+)$/.exec(request.url)?.[1];
    if (!hash) return answer(404);
    if (request.headers.authorization !== `Bearer ${token}`) return answer(401, 'This token opens nothing.');
    const file = join(folder, hash);
    const kept = statSync(file, { throwIfNoEntry: false });
    if (request.method === 'GET') {
      if (!kept) return answer(404);
      reply.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': kept.size });
      return pipeline(createReadStream(file), reply);
    }
    if (request.method !== 'PUT') return answer(405);
    if (kept) return answer(409);
    // Whole or not at all: what is half written may be asked for already.
    const half = join(folder, `.${randomUUID()}`);
    await pipeline(request, createWriteStream(half));
    renameSync(half, file);
    return answer(200);
  });
  server.listen(0, '127.0.0.1', () => console.log(String(server.address().port)));
}

async function once(emitter, event) {
  return new Promise((resolve) => emitter.once(event, (...values) => resolve(values)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) serve(process.argv[2], process.env.CACHE_TOKEN);
