import path from 'node:path';

const workspace = path.join(import.meta.dirname, '../..');

/** What every response carries. The content security policy is per request: src/proxy.ts. */
const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), payment=(), usb=()' },
];

/** Browsers heed it over https alone, and complain elsewhere. */
const overHttps = {
  source: '/:path*',
  has: [{ type: 'header', key: 'x-forwarded-proto', value: 'https' }],
  headers: [{ key: 'Cross-Origin-Opener-Policy', value: 'same-origin' }],
};

/** @type {import('next').NextConfig} */
export default {
  output: 'standalone',
  outputFileTracingRoot: workspace,
  turbopack: { root: workspace },
  // Globs count from this folder; only the key '*' reaches the server's own trace.
  outputFileTracingExcludes: {
    '*': [
      '../../node_modules/@img/**',
      '../../node_modules/sharp/**',
      '../../node_modules/next/dist/server/capsize-font-metrics.json',
    ],
  },
  images: { unoptimized: true },
  poweredByHeader: false,
  reactStrictMode: true,
  // The target `typecheck` does that, and once is enough.
  typescript: { ignoreBuildErrors: true },
  // Fixed, so that the same source gives the same bytes on every machine.
  generateBuildId: () => 'build',
  experimental: { cpus: 1 },
  headers: () => [{ source: '/:path*', headers: securityHeaders }, overHttps],
};
