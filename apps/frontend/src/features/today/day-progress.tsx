import { Ring } from '@/components/ring';

/** How far the day has come. */
export function DayProgress({ done, due }: { done: number; due: number }) {
  const all = done === due;
  return (
    <div className="mb-6 flex items-center gap-5">
      <Ring share={due === 0 ? 1 : done / due} label={`${done} of ${due} done`} className="size-[4.5rem]">
        <span className="text-lg">
          {done}
          <span className="text-ink-soft">/{due}</span>
        </span>
      </Ring>
      <p role="status" className="text-lg leading-snug">
        <span className="font-semibold">{headline(done, due)}</span>
        <br />
        <span className="text-base text-ink-soft">
          {all ? 'The rest of the day is yours.' : 'Tap when done, again to undo.'}
        </span>
      </p>
    </div>
  );
}

function headline(done: number, due: number): string {
  if (due === 0) return 'Nothing is due today';
  if (done === due) return due === 1 ? 'Done for today' : 'All done for today';
  if (done === 0) return due === 1 ? 'One habit today' : `${due} habits today`;
  return due - done === 1 ? 'One to go' : `${due - done} to go`;
}
