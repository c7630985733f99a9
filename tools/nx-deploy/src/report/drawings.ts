import { shorten } from '../console/shorten.ts';
import { megabytes } from '../console/units.ts';
import type { PodTimeline } from '../verify/pod-timeline.ts';
import type { Report } from './report.ts';
import type { PhaseRows, RowResult } from './rows.ts';

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const column = 224;
const line = 24;

/** The checkpoints in their order, each with the targets that its tasks ask for. */
export function drawPhases(phases: PhaseRows[]): string {
  const columns = phases.map(({ name, rows }) => {
    const targets = new Map<string, RowResult>();
    for (const row of rows)
      for (const { target, outcome } of row.targets) targets.set(target, toResult(outcome));
    return { name, result: worst(rows.map(({ result }) => result)), targets: [...targets] };
  });
  const height = 64 + line * Math.max(1, ...columns.map(({ targets }) => targets.length));
  const width = column * columns.length;
  const parts = columns.map(({ name, result, targets }, at) => {
    const x = at * column;
    const arrow =
      at > 0 ? `<path d="M${x - 20} 24 H${x - 3} m-6 -5 l6 5 l-6 5" class="edge" fill="none"/>` : '';
    const boxes = targets.map(
      ([target, outcome], row) =>
        `<g class="${toClass(outcome)}"><circle cx="${x + 12}" cy="${64 + row * line}" r="4"/><text x="${x + 22}" y="${68 + row * line}" class="small">${escapeHtml(shorten(target, 30))}</text></g>`,
    );
    return `${arrow}<g class="${toClass(result)}"><rect x="${x}" y="6" width="${column - 24}" height="36" rx="8"/><text x="${x + 12}" y="29">${escapeHtml(name)}</text></g>${boxes.join('')}`;
  });
  return svg(width, height, 'The phases in their order, with their targets', parts.join(''));
}

/** From the creation of each pod until it was ready. */
export function drawTimeline(pods: PodTimeline[]): string {
  const times = pods.flatMap(({ created, ready }) => (created && ready ? [[created, ready]] : [])).flat();
  if (times.length === 0) return '<p>No pod was looked at.</p>';
  const start = Math.min(...times.map((at) => Date.parse(at)));
  const span = Math.max(1000, Math.max(...times.map((at) => Date.parse(at))) - start);
  const left = 250;
  const width = 900;
  const x = (at: string): number => left + ((Date.parse(at) - start) / span) * (width - left - 70);
  const bars = pods.map(({ pod, created, scheduled, started, ready }, row) => {
    const y = 14 + row * 30;
    const steps: [string | undefined, string | undefined, string][] = [
      [created, scheduled, 'step-1'],
      [scheduled, started, 'step-2'],
      [started, ready, 'step-3'],
    ];
    const bar = steps.flatMap(([from, to, name]) =>
      from && to
        ? `<rect x="${x(from).toFixed(1)}" y="${y}" width="${Math.max(2, x(to) - x(from)).toFixed(1)}" height="16" class="${name}"/>`
        : [],
    );
    const end =
      created && ready
        ? `<text x="${(x(ready) + 8).toFixed(1)}" y="${y + 13}" class="small">${Math.round((Date.parse(ready) - Date.parse(created)) / 1000)} s</text>`
        : '';
    return `<text x="0" y="${y + 13}" class="small">${escapeHtml(shorten(pod, 38))}</text>${bar.join('')}${end}`;
  });
  return svg(width, 20 + pods.length * 30, 'How long each pod took to get ready', bars.join(''));
}

/** Each image as a bar, its layers side by side. */
export function drawImages(images: Report['images']): string {
  const largest = Math.max(1, ...images.map(({ size }) => size));
  const left = 110;
  const width = 900;
  const rows = images.map(({ project, size, layers }, row) => {
    const y = 14 + row * 40;
    let x = left;
    const parts = layers.map((layer, at) => {
      const wide = (layer.size / largest) * (width - left - 90);
      const part = `<rect x="${x.toFixed(1)}" y="${y}" width="${Math.max(0.5, wide).toFixed(1)}" height="22" class="layer-${at % 4}"><title>${escapeHtml(`${megabytes(layer.size)}: ${layer.createdBy}`)}</title></rect>`;
      x += wide;
      return part;
    });
    return `<text x="0" y="${y + 16}">${escapeHtml(project)}</text>${parts.join('')}<text x="${(x + 8).toFixed(1)}" y="${y + 16}" class="small">${megabytes(size)}</text>`;
  });
  return svg(width, 20 + images.length * 40, 'The layers of each image by size', rows.join(''));
}

const svg = (width: number, height: number, title: string, content: string): string =>
  `<div class="drawing"><svg viewBox="0 0 ${width} ${height}" width="${width}" role="img" aria-label="${title}">${content}</svg></div>`;

export const toClass = (result: RowResult): string => result.replace(' ', '-');

function toResult(outcome: string | undefined): RowResult {
  if (outcome === 'succeeded') return 'passed';
  return outcome === 'failed' ? 'failed' : 'not run';
}

const worst = (results: RowResult[]): RowResult =>
  results.includes('failed') ? 'failed' : results.includes('not run') ? 'not run' : 'passed';
