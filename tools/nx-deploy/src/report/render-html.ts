import { megabytes } from '../console/units.ts';
import { drawImages, drawPhases, drawTimeline, escapeHtml, toClass } from './drawings.ts';
import { describeTarget } from './render-markdown.ts';
import type { Report } from './report.ts';
import { type PhaseRows, type Row, rowsOf } from './rows.ts';

/** One file that needs no other: to keep, to send, to print. */
export function renderHtml(report: Report): string {
  const { release, ok, at, deployed, phases, images, pods, differences, beyond } = report;
  const rows = rowsOf(report);
  const passed = rows.filter(({ result }) => result === 'passed').length;
  const where = deployed
    ? `${deployed.context}, namespace ${deployed.namespace}, revision ${deployed.revision}, <a href="${escapeHtml(deployed.url)}">${escapeHtml(deployed.url)}</a>`
    : 'nothing is deployed';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(release)}: ${passed} of ${rows.length} proven</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>${escapeHtml(release)}</h1>
<p class="verdict ${ok ? 'passed' : 'failed'}">${passed} of ${rows.length} tasks are proven</p>
<p><time datetime="${at}">${at.slice(0, 16).replace('T', ' ')} UTC</time>; ${where}</p>
</header>
<main>
<section><h2>The way</h2>${drawPhases(phases)}</section>
${phases.map(renderPhase).join('\n')}
<section><h2>Images</h2>${drawImages(images)}${images.map(renderLayers).join('')}</section>
<section><h2>Start of the pods</h2><p class="legend"><span class="step-1"></span> waiting for a node <span class="step-2"></span> starting <span class="step-3"></span> getting ready</p>${drawTimeline(pods)}</section>
<section><h2>Since the report before</h2>${
    differences.length > 0
      ? `<ul>${differences.map((text) => `<li>${escapeHtml(text)}</li>`).join('')}</ul>`
      : '<p>Nothing is different.</p>'
  }</section>
<section><h2>Beyond the list</h2><p>Targets that ran and that no task asks for.</p><details><summary>${beyond.length} targets</summary><ul>${beyond
    .map(
      ({ outcome, ...target }) =>
        `<li class="${outcome === 'succeeded' ? 'passed' : 'failed'}">${escapeHtml(describeTarget({ outcome, ...target }))}</li>`,
    )
    .join('')}</ul></details></section>
</main>
</body>
</html>
`;
}

const renderPhase = ({ name, target, rows }: PhaseRows): string =>
  `<section><h2>${escapeHtml(name)} <small>${escapeHtml(target)}</small></h2><ul class="rows">${rows.map(renderRow).join('')}</ul></section>`;

const renderRow = ({ id, title, result, figure, detail, targets }: Row): string =>
  `<li class="row ${toClass(result)}"><div class="what"><b>${id}</b> ${escapeHtml(title)}</div><div class="result">${result}</div>${
    figure ? `<div class="figure">${escapeHtml(figure)}</div>` : ''
  }${detail ? `<div class="detail">${escapeHtml(detail)}</div>` : ''}${
    targets.length > 0
      ? `<div class="targets">${targets.map((target) => escapeHtml(describeTarget(target))).join('<br>')}</div>`
      : ''
  }</li>`;

const renderLayers = ({ project, layers }: Report['images'][number]): string =>
  `<details><summary>Layers of ${escapeHtml(project)}</summary><table><thead><tr><th>size</th><th>packed</th><th>made by</th></tr></thead><tbody>${layers
    .map(
      ({ size, compressed, createdBy }) =>
        `<tr><td>${megabytes(size)}</td><td>${megabytes(compressed)}</td><td><code>${escapeHtml(createdBy)}</code></td></tr>`,
    )
    .join('')}</tbody></table></details>`;

const style = `
:root { --ground: #fbfaf7; --text: #22262b; --quiet: #5c646e; --line: #d9d6cd; --passed: #1c7c4a; --failed: #b3261e; --open: #8a6100; --one: #3d6f9e; --two: #6f9ac0; --three: #a6c3dc; --four: #28506f; }
@media (prefers-color-scheme: dark) { :root { --ground: #16191d; --text: #e7e6e2; --quiet: #a2a9b1; --line: #363c44; --passed: #6cc997; --failed: #ff8a80; --open: #e0b252; --one: #7fb0dc; --two: #5a87b0; --three: #3f6285; --four: #a9cdec; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 72rem; font: 1rem/1.5 system-ui, sans-serif; color: var(--text); background: var(--ground); }
h1 { margin: 0; font-size: 1.75rem; } h2 { margin: 2.5rem 0 .75rem; font-size: 1.2rem; } h2 small { font-weight: 400; color: var(--quiet); font-size: .8rem; }
a { color: inherit; } code { font-size: .85em; overflow-wrap: anywhere; }
.verdict { margin: .25rem 0; font-size: 1.2rem; font-weight: 600; }
.passed { color: var(--passed); } .failed { color: var(--failed); } .not-run { color: var(--open); }
.rows, ul { padding: 0; list-style: none; }
.row { display: grid; grid-template-columns: 1fr auto; gap: .1rem 1rem; padding: .6rem 0; border-top: 1px solid var(--line); }
.row > * { color: var(--text); } .row > .result { color: inherit; font-weight: 600; }
.row > .figure, .row > .targets { grid-column: 1 / -1; color: var(--quiet); font-size: .875rem; overflow-wrap: anywhere; }
.row > .detail { grid-column: 1 / -1; color: inherit; overflow-wrap: anywhere; }
.drawing { overflow-x: auto; } svg { max-width: none; height: auto; font: 13px system-ui, sans-serif; } svg .small { font-size: 12px; }
svg text { fill: var(--text); } svg .edge { stroke: var(--quiet); stroke-width: 1.5; }
svg g rect { fill: none; stroke: currentColor; stroke-width: 1.5; } svg circle { fill: currentColor; }
.step-1, .layer-0 { fill: var(--three); background: var(--three); } .step-2, .layer-1 { fill: var(--two); background: var(--two); } .step-3, .layer-2 { fill: var(--one); background: var(--one); } .layer-3 { fill: var(--four); }
.legend span { display: inline-block; width: .8em; height: .8em; margin-left: .75em; }
table { border-collapse: collapse; font-size: .875rem; } th, td { padding: .25rem .75rem .25rem 0; text-align: left; vertical-align: top; } td:nth-child(-n + 2) { white-space: nowrap; }
summary { cursor: pointer; padding: .25rem 0; }
@media print { body { max-width: none; font-size: 10pt; background: none; } .row, .drawing { break-inside: avoid; } details > * { display: block; } svg { max-width: 100%; } }
`;
