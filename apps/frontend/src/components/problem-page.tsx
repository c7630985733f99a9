'use client';

import { Button } from './button';
import { MessagePage } from './message-page';
import { Unreachable } from './unreachable';
import { unreachableDigest } from '@/lib/api-error';

/** What an error boundary shows; details stay in the server's log. */
export function ProblemPage({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = error instanceof Error && 'digest' in error ? String(error.digest) : undefined;
  if (digest === unreachableDigest) return <Unreachable />;
  return (
    <MessagePage title="Something went wrong" action={<Button onClick={retry}>Try again</Button>}>
      <p role="alert">
        This page could not be shown. Nothing that you saved is lost.
        {digest && <span className="mt-2 block text-sm">In the server’s log: {digest}</span>}
      </p>
    </MessagePage>
  );
}
