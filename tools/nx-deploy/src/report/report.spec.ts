import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareReports } from './compare-reports.ts';
import { renderHtml } from './render-html.ts';
import { renderJunit } from './render-junit.ts';
import { renderMarkdown } from './render-markdown.ts';
import { renderTerminal } from './render-terminal.ts';
import type { Report } from './report.ts';
import { readTaskList } from './task-list.ts';

const at = '2026-03-04T10:00:00.000Z';
const target = {
  target: 'api:check',
  outcome: 'failed' as const,
  isCached: false,
  why: 'first run here',
  at,
  ms: 1500,
};
const report: Report = {
  release: 'shop',
  ok: false,
  at,
  deployed: { context: 'c', namespace: 'n', revision: 3, url: 'http://shop' },
  phases: [
    {
      name: '1 Start',
      target: 'shop:phase-1',
      rows: [
        {
          id: 'T001',
          title: 'Small <b>',
          result: 'failed',
          figure: '3 MB of 2 MB',
          detail: 'too | "large"',
          targets: [target],
        },
        { id: 'T002', title: 'Fast', result: 'passed', figure: '', detail: '', targets: [] },
        {
          id: 'T003',
          title: 'Open',
          result: 'not run',
          figure: '',
          detail: 'x was not run',
          targets: [{ target: 'x:y' }],
        },
      ],
    },
  ],
  beyond: [target],
  images: [
    {
      project: 'api',
      size: 3e6,
      layers: [{ diffId: 'd', size: 3e6, compressed: 1e6, createdBy: 'COPY <all>' }],
    },
  ],
  pods: [
    {
      pod: 'api-1',
      created: at,
      scheduled: at,
      started: '2026-03-04T10:00:02.000Z',
      ready: '2026-03-04T10:00:05.000Z',
    },
  ],
  differences: ['T001 Small: passed → failed'],
};

it('tells every task in each form, and escapes what it shows', () => {
  const html = renderHtml(report);
  expect(html).toContain('1 of 3 tasks are proven');
  expect(html).toContain('Small &lt;b&gt;');
  expect(html).toContain('COPY &lt;all&gt;');
  expect(html).not.toMatch(/<(script|link|img)/);
  const markdown = renderMarkdown(report);
  expect(markdown).toContain(
    '| T001 Small <b> | ✖ **failed** | 3 MB of 2 MB | too \\| "large"<br>api:check: first run here (1.5 s) |',
  );
  expect(markdown).toContain('x:y: not run');
  const junit = renderJunit(report);
  expect(junit).toMatch(/tests="3" failures="1" errors="0" skipped="1"/);
  expect(renderTerminal(report)).toContain('T003 Open: x was not run');
});

it('says what is other than before', () => {
  const [phase] = report.phases;
  const before: Report = {
    ...report,
    images: [{ project: 'api', size: 2e6, layers: [] }],
    phases: [
      {
        name: '1 Start',
        target: 'shop:phase-1',
        rows: (phase?.rows ?? []).slice(0, 2).map((row) => ({
          ...row,
          result: 'passed' as const,
          targets: row.targets.map((one) => ({ ...one, ms: 9000 })),
        })),
      },
    ],
  };
  expect(compareReports(before, report)).toEqual([
    'T001 Small <b>: passed → failed',
    'T003 is new: Open',
    'image of api: 2.0 MB → 3.0 MB (+1.0 MB)',
    'api:check: 9.0 s → 1.5 s',
  ]);
  expect(compareReports(report, report)).toEqual([]);
});

describe('a list of tasks', () => {
  const root = mkdtempSync(join(tmpdir(), 'tasks-'));
  afterAll(() => rmSync(root, { recursive: true }));
  const read = (text: string) => {
    writeFileSync(join(root, 'tasks.yaml'), text);
    return readTaskList(root, 'tasks.yaml');
  };
  const list = (tasks: string): string =>
    `release: shop\nimages: []\nphases: [{ name: '1', target: 'shop:one', tasks: [${tasks}] }]`;

  it('is read as it stands', async () => {
    const { phases } = await read(list("{ id: T001, title: A, targets: ['a:b'] }"));
    expect(phases[0]?.tasks[0]).toEqual({ id: 'T001', title: 'A', targets: ['a:b'] });
  });

  it('is refused with the place of what is wrong', async () => {
    await expect(read(list('{ id: T001, title: A }'))).rejects.toThrow('is not such a list');
    await expect(read(list("{ id: T1, title: A, targets: ['a:b'] }"))).rejects.toThrow('is not such a list');
    const one = "{ id: T001, title: A, targets: ['a:b'] }";
    await expect(read(list(`${one}, ${one}`))).rejects.toThrow('T001 stands there twice');
    await expect(readTaskList(root, 'none.yaml')).rejects.toThrow('none.yaml');
    await expect(read('a: [')).rejects.toThrow('Reading the list of tasks');
  });
});
