import type { NextRequest } from 'next/server';
import { environment } from '@/lib/environment';
import {
  changesState,
  forwardedHeaders,
  isSameOrigin,
  problemResponse,
  returnedHeaders,
} from '@/lib/forwarding';
import { sessionToken } from '@/lib/session';

export const dynamic = 'force-dynamic';

/** The browser talks to its own origin only; from here the API is reached at the address of this moment. */
async function forward(request: NextRequest): Promise<Response> {
  const byCookie = !request.headers.has('authorization');
  const token = byCookie ? await sessionToken() : undefined;
  if (token && changesState(request.method) && !isSameOrigin(request.headers)) {
    return problemResponse(
      403,
      'Forbidden',
      'A change that uses the session cookie must come from this site.',
    );
  }

  const { pathname, search } = request.nextUrl;
  try {
    const response = await fetch(environment().NEXT_PUBLIC_API_URL + pathname + search, {
      method: request.method,
      headers: forwardedHeaders(request.headers, token),
      body: request.body,
      redirect: 'manual',
      signal: request.signal,
      cache: 'no-store',
      ...(request.body && { duplex: 'half' }),
    });
    return new Response(response.body, {
      status: response.status,
      headers: returnedHeaders(response.headers),
    });
  } catch {
    return problemResponse(502, 'Bad Gateway', 'The API can’t be reached right now. Try again in a moment.');
  }
}

export {
  forward as GET,
  forward as HEAD,
  forward as POST,
  forward as PUT,
  forward as PATCH,
  forward as DELETE,
  forward as OPTIONS,
};
