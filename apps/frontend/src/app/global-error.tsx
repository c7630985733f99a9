'use client';

import { ProblemPage } from '@/components/problem-page';
import './globals.css';

/** Stands in for the whole document when not even the layout could be shown. */
export default function GlobalError(props: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Something went wrong · Habit Tracker</title>
        <main id="main">
          <ProblemPage {...props} />
        </main>
      </body>
    </html>
  );
}
