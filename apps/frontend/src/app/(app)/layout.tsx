import type { ReactNode } from 'react';
import { Navigation } from '@/components/navigation';
import { Unreachable } from '@/components/unreachable';
import { getMe } from '@/lib/api';
import { reachApi } from '@/lib/reach-api';

/** Everything behind the door. Being signed in is settled here, before anything is streamed. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const me = await reachApi(getMe, () => undefined);
  return (
    <div className="pb-20 sm:pb-0">
      <Navigation />
      <main id="main" tabIndex={-1} className="outline-none">
        {me ? children : <Unreachable />}
      </main>
    </div>
  );
}
