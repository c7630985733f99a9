// Starts the built server. Its settings come from the environment: PORT, HOSTNAME, NEXT_PUBLIC_API_URL and others.
const diagnostics = require('node:diagnostics_channel');
const net = require('node:net');
const { drainOnSignal } = require('./drain.cjs');

process.env.PORT ||= '3000';
process.env.HOSTNAME ||= '0.0.0.0';
process.env.NODE_ENV ||= 'production';
process.env.NEXT_TELEMETRY_DISABLED = '1';

const proxies = new net.BlockList();
for (const network of (process.env.INGRESS_PROXIES ?? '').split(',').filter(Boolean)) {
  const [address, length] = network.trim().split('/');
  const family = net.isIPv6(address) ? 'ipv6' : 'ipv4';
  // What is no network stops the start with a message: src/instrumentation.ts reads the environment.
  if (!net.isIP(address)) continue;
  if (length === undefined) proxies.addAddress(address, family);
  else proxies.addSubnet(address, Number(length), family);
}

// The API counts attempts to sign in by address, so nobody may choose theirs: what a caller says in X-Forwarded-For
// is replaced by who it is, unless the caller is a proxy that was named.
diagnostics.subscribe('http.server.request.start', ({ request, socket }) => {
  const address = socket.remoteAddress?.replace(/^::ffff:/, '');
  if (!address) return;
  const earlier = request.headers['x-forwarded-for'];
  const known = earlier && proxies.check(address, net.isIPv6(address) ? 'ipv6' : 'ipv4');
  request.headers['x-forwarded-for'] = known ? `${earlier}, ${address}` : address;
});

// What is no number stops the start with a message, as above.
drainOnSignal(Number(process.env.DRAIN_SECONDS || 3) || 0);

import('./server.js');
