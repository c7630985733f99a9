import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { runJourney } from './journey.ts';

const usage = 'usage: node journey.mjs URL [--json FILE]';

const { url, file } = readArguments();
const journey = await runJourney(url, ({ name, ok, ms, detail }) => {
  console.log(`${ok ? '✓' : '✗'} ${name} (${ms} ms)${detail ? `\n  ${detail}` : ''}`);
});
if (file) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(journey, null, 2)}\n`);
}
process.exitCode = journey.ok ? 0 : 1;

function readArguments(): { url: string; file: string | undefined } {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { json: { type: 'string' } },
    });
    const [url] = positionals;
    if (positionals.length === 1 && url && URL.canParse(url)) return { url, file: values.json };
    console.error(usage);
  } catch (error) {
    console.error(`${(error as Error).message}\n${usage}`);
  }
  process.exit(2);
}
