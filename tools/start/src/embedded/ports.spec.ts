import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { expectFree, ownerOf } from './ports.js';

describe('a port', () => {
  let server: Server;
  let port: number;

  beforeEach(async () => {
    server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
  });
  afterEach(() => server.close());

  it('in use is named with its owner and the option that gives another', async () => {
    await expect(expectFree(port, '--port')).rejects.toThrow(
      new RegExp(`Port ${port} is in use by process ${process.pid} .*--port ${port + 100}`),
    );
  });

  it('that is free passes, and nobody owns it', async () => {
    server.close();
    await once(server, 'close');
    await expectFree(port, '--port');
    expect(ownerOf(port)).toBeUndefined();
  });
});
