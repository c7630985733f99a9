/**
 * Scripts run only with this request's nonce, or when one that has it loads them. Styles come from our own
 * files; style attributes stay allowed, because the server renders widths and positions with them.
 * There is no `upgrade-insecure-requests`: a tracker in a home network is often served over plain http.
 */
export function contentSecurityPolicy(nonce: string, development: boolean): string {
  const policy = {
    'default-src': ["'self'"],
    'script-src': [
      "'self'",
      `'nonce-${nonce}'`,
      "'strict-dynamic'",
      ...(development ? ["'unsafe-eval'"] : []),
    ],
    'style-src': ["'self'", development ? "'unsafe-inline'" : `'nonce-${nonce}'`],
    'style-src-attr': ["'unsafe-inline'"],
    'img-src': ["'self'", 'data:'],
    'connect-src': ["'self'"],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
  };
  return Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources.join(' ')}`)
    .join('; ');
}
