/** Says above a cell what the cell's own label says to a screen reader. */
export function HeatmapTip({ cell, box }: { cell: HTMLElement | null; box: HTMLElement | null }) {
  if (!cell || !box) return null;
  const around = box.getBoundingClientRect();
  const at = cell.getBoundingClientRect();
  const middle = at.left + at.width / 2 - around.left;
  // Near an edge the tip leans inwards instead of leaving the card.
  const lean = Math.min(Math.max(middle / around.width, 0), 1) * 100;
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none absolute z-20 rounded-lg bg-ink px-2.5 py-1.5 text-sm whitespace-nowrap text-canvas shadow-card"
      style={{ left: middle, top: at.top - around.top - 8, transform: `translate(-${lean}%, -100%)` }}
    >
      {cell.getAttribute('aria-label')}
    </div>
  );
}
