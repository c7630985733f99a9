'use client';

import { ProblemPage } from '@/components/problem-page';

export default function RootError(props: { error: unknown; retry: () => void }) {
  return (
    <main id="main">
      <ProblemPage {...props} />
    </main>
  );
}
