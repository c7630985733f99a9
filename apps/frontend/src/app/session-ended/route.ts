import { NextResponse } from 'next/server';
import type { NextRequest } from 'next/server';
import { isSignedIn } from '@/lib/api';
import { nextPath, signInPath } from '@/lib/next-path';
import { reachApi } from '@/lib/reach-api';
import { endSession } from '@/lib/session';

/**
 * Pages lead here when the API no longer accepts the session, because only a route can clear the cookie.
 * It asks once more, so that a link from elsewhere signs nobody out.
 */
export async function GET(request: NextRequest) {
  const next = nextPath(request.nextUrl.searchParams.get('next'));
  const stillGood = await reachApi(isSignedIn, () => true);
  if (stillGood) return seeOther(next);
  await endSession();
  return seeOther(signInPath(next));
}

// Relative, because the address by which the server knows itself is not the browser's.
const seeOther = (path: string) => new NextResponse(null, { status: 303, headers: { location: path } });
