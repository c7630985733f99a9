// The way out of the server. Next stops listening at once and closes connections that seem unused, which cuts off
// whoever sends a request on one of them at that moment. Here, as in the backend, every answer closes its connection
// politely for a while; then nobody has one any more.
const diagnostics = require('node:diagnostics_channel');
const { setTimeout: sleep } = require('node:timers/promises');

const patienceSeconds = 15;
const quietLooks = 5;
const msBetweenLooks = 100;

/** Replaces Next's way out; call it before the server starts. @param {number} seconds */
exports.drainOnSignal = function drainOnSignal(seconds) {
  process.env.NEXT_MANUAL_SIG_HANDLE = 'true';
  /** @type {Set<import('node:http').Server>} */
  const servers = new Set();
  /** @type {Set<import('node:http').ServerResponse>} */
  const underWay = new Set();
  let begun = 0;
  let draining = false;

  diagnostics.subscribe('http.server.request.start', (message) => {
    const { response, server } = /** @type {any} */ (message);
    servers.add(server);
    underWay.add(response);
    begun += 1;
    response.once('close', () => underWay.delete(response));
    if (draining) response.shouldKeepAlive = false;
  });

  /** A busy process takes up late what came in time. Whatever still waits when it stops listening would be cut off. */
  async function untilQuiet() {
    const giveUpAt = Date.now() + patienceSeconds * 1000;
    for (let looks = 0, before = begun; looks < quietLooks && Date.now() < giveUpAt; before = begun) {
      await sleep(msBetweenLooks);
      looks = begun === before && underWay.size === 0 ? looks + 1 : 0;
    }
  }

  async function drain() {
    draining = true;
    for (const response of underWay) response.shouldKeepAlive = false;
    // Read by /readyz, in the same process.
    /** @type {any} */ (globalThis)[Symbol.for('habit-tracker.draining')] = true;
    await sleep(seconds * 1000);
    setTimeout(
      () => servers.forEach((server) => server.closeAllConnections()),
      patienceSeconds * 1000,
    ).unref();
    if (seconds > 0) await untilQuiet();
    await Promise.all([...servers].map((server) => new Promise((closed) => server.close(closed))));
    process.exit(0);
  }

  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.on(signal, () => {
      // Whoever asks twice does not wish to wait.
      if (draining) process.exit(1);
      void drain();
    });
  }
};
