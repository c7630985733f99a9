import { NextResponse } from 'next/server';
import type { NextRequest } from 'next/server';
import { contentSecurityPolicy } from './lib/content-security-policy';
import { requestPathHeader } from './lib/request-path';

/** Gives every page its content security policy, and tells it the path that was asked for. */
export function proxy(request: NextRequest) {
  const nonce = crypto.randomUUID().replaceAll('-', '');
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === 'development');

  const headers = new Headers(request.headers);
  // Next takes the nonce for its own scripts from this request header.
  headers.set('content-security-policy', policy);
  headers.set(requestPathHeader, request.nextUrl.pathname + request.nextUrl.search);

  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

/** Pages only: the API, the probes and files have no scripts to allow. */
export const config = {
  matcher: ['/((?!api/|_next/|livez$|readyz$|icons/|icon\\.svg$|favicon\\.ico$|manifest\\.webmanifest$).*)'],
};
