const placeholder = 'http://same.site';

/**
 * Where to go after signing in, if `wanted` is a path on this site, else the start page.
 * Resolved the way a browser does it: `//host`, `/\host` and a tab between the slashes all leave the site.
 */
export function nextPath(wanted: string | null | undefined): string {
  if (!wanted?.startsWith('/')) return '/';
  if (!URL.canParse(wanted, placeholder)) return '/';
  const url = new URL(wanted, placeholder);
  if (url.origin !== placeholder) return '/';
  // `/..//host` is on this site, but what is left of it is not.
  return url.pathname.startsWith('//') ? '/' : `${url.pathname}${url.search}`;
}

/** The sign-in page that leads back to `path`. */
export function signInPath(path: string): string {
  const next = nextPath(path);
  return next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`;
}
