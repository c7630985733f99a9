import { environment } from '@/lib/environment';

export const dynamic = 'force-dynamic';

const patience = 2_000;

const isDraining = (): boolean => Symbol.for('habit-tracker.draining') in globalThis;

/**
 * Ready as soon as pages are served, and says how the API is. Without the API every page still tells people so, which
 * is more than a frontend taken out of service could. No longer ready once it was told to stop.
 */
export async function GET() {
  if (isDraining()) return Response.json({ status: 'draining' }, { status: 503 });
  const up = await fetch(`${environment().NEXT_PUBLIC_API_URL}/readyz`, {
    cache: 'no-store',
    signal: AbortSignal.timeout(patience),
  }).then(
    (response) => response.ok,
    () => false,
  );
  return Response.json({ status: 'ok', api: up ? 'up' : 'down' });
}
