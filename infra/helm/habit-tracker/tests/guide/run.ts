// Follows DEPLOYMENT.md word by word on a cluster, in a copy of the workspace and in a namespace of its own.
//   NX_DEPLOY_CONTEXT=… npx nx run habit-tracker:guide-test [--section "Open it"]
import { type Check, workspaceRoot } from '@habit/nx-deploy/chart-testing';
import { readTaskList } from '@habit/nx-deploy/report-testing';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Follower } from './follower.ts';
import { readGuide, type Section } from './read-guide.ts';

const { values: options } = parseArgs({ options: { section: { type: 'string', multiple: true } } });
const folder = 'dist/guide/habit-tracker';
const startedAt = Date.now();
const sections = readGuide(await readFile(join(workspaceRoot, 'DEPLOYMENT.md'), 'utf8'));
const unknown = options.section?.find((name) => !sections.some((section) => section.name === name));
if (unknown) {
  console.error(
    `DEPLOYMENT.md has no section "${unknown}" with commands; it has ${sections.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(2);
}
const { phases } = await readTaskList(workspaceRoot, 'infra/tasks.yaml');
const claimed = phases.flatMap(({ tasks }) => tasks).flatMap(({ proof }) => proof?.checks ?? []);
const unclaimed = sections.filter(({ name }) => !claimed.includes(name));
if (unclaimed.length > 0) {
  const names = unclaimed.map(({ name }) => `"${name}"`).join(', ');
  console.error(
    `No task of infra/tasks.yaml is proven by ${names} of DEPLOYMENT.md; name it where it belongs.`,
  );
  process.exit(2);
}
const wanted = sections.filter(({ name }) => options.section?.includes(name) ?? true);

const follower = await Follower.start();
const checks: Check[] = [];
try {
  for (const section of wanted) checks.push(await follow(section));
} finally {
  await follower.end();
}

const ok = checks.every((check) => check.ok);
const seconds = Math.round((Date.now() - startedAt) / 1000);
const notExecuted = wanted.flatMap(({ name, blocks }) =>
  blocks.flatMap(({ commands, notExecuted: reason }) =>
    reason ? [{ section: name, reason, commands }] : [],
  ),
);
await mkdir(join(workspaceRoot, folder), { recursive: true });
await writeFile(
  join(workspaceRoot, folder, 'result.json'),
  `${JSON.stringify({ ok, at: new Date().toISOString(), seconds, checks, notExecuted }, null, 2)}\n`,
);
for (const { section, reason } of notExecuted) console.log(`- not executed in "${section}": ${reason}`);
const passed = checks.filter((check) => check.ok).length;
console.log(`${passed} passed, ${checks.length - passed} failed (${seconds} s)`);
process.exitCode = ok ? 0 : 1;

async function follow({ name, blocks }: Section): Promise<Check> {
  const runnable = blocks.filter((block) => !block.notExecuted);
  const left = blocks.length - runnable.length;
  if (runnable.length === 0) return { name, ok: false, detail: 'none of its commands was executed' };
  for (const block of runnable) {
    const { ok: hasWorked, output } = await follower.execute(block);
    if (hasWorked) continue;
    const last = lastWords(output);
    console.log(`✗ ${name}\n${`${block.commands}\n\n${last}`.replace(/^/gm, '    ')}`);
    const lines = last.split('\n');
    const line = lines.find((one) => /error|cannot|unknown|✖/i.test(one)) ?? lines[0] ?? '';
    return { name, ok: false, detail: `${block.commands.split('\n')[0] ?? ''} …: ${line}` };
  }
  const detail = `${runnable.length} blocks of commands${left > 0 ? `, ${left} not executed` : ''}`;
  console.log(`✓ ${name}: ${detail}`);
  return { name, ok: true, detail };
}

/** From our own failure on, or the last lines of any other; nx's summary of its run says nothing more. */
function lastWords(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const at = lines.findLastIndex((line) => line.startsWith('✖'));
  return (at < 0 ? lines.slice(-12) : lines.slice(at, at + 12)).join('\n');
}
