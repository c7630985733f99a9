// One server for all specs; each spec file makes a database of its own on it.
import { startThrowaway } from '@habit/postgres';

export default async function startPostgres() {
  if (process.env.TEST_DATABASE_URL) return;
  const server = await startThrowaway();
  process.env.TEST_DATABASE_URL = server.url;
  globalThis.stopPostgres = server.stop;
}
