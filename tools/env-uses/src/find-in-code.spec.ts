import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findInCode } from './find-in-code.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'env-uses-'));
  symlinkSync(join(__dirname, '../../../node_modules'), join(root, 'node_modules'));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(files: Record<string, string>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
}

const found = (project = 'apps/backend') =>
  findInCode(root, project).map(({ name, file, line }) => `${file}:${line} ${name}`);

describe('a variable is found', () => {
  it.each([
    ['by its name', 'export const a = process.env.MOOD;'],
    ['by its name in brackets', "export const a = process.env['MOOD'];"],
    ['by a constant', "const name = 'MOOD';\nexport const a = process.env[name];"],
    ['when it is taken out', 'const { MOOD } = process.env;\nexport default MOOD;'],
    ['when it is taken out under another name', 'const { MOOD: a = "b" } = process.env;\nexport default a;'],
    ['where an environment was handed over', 'export const a = (them: NodeJS.ProcessEnv) => them.MOOD;'],
    ['in a parameter', 'export const a = ({ MOOD }: NodeJS.ProcessEnv) => MOOD;'],
    ['where it is set', "process.env.MOOD ??= 'calm';\nexport {};"],
  ])('%s', (_, text) => {
    write({ 'apps/backend/src/main.ts': text });
    expect(found()).toEqual([expect.stringMatching(/^apps\/backend\/src\/main\.ts:\d+ MOOD$/)]);
  });

  it('on its line, in plain JavaScript too', () => {
    write({ 'apps/backend/start.cjs': '// Hello.\n\nif (process.env.MOOD) process.exit();\n' });
    expect(found()).toEqual(['apps/backend/start.cjs:3 MOOD']);
  });

  it('in what the contract has read, whatever it is called', () => {
    write({
      'libs/env-contract/src/index.ts':
        'export type Environment<R> = { readonly [Name in "MOOD" | "LEVEL"]: R };\n' +
        'export declare function readEnvironment<R>(reader: R): Environment<R>;\n',
      'apps/backend/src/config.ts':
        "import { readEnvironment } from '../../../libs/env-contract/src/index.ts';\n" +
        "const settings = readEnvironment('backend');\nexport const { LEVEL } = settings;\nexport const a = settings.MOOD;\n",
    });
    expect(found()).toEqual(['apps/backend/src/config.ts:3 LEVEL', 'apps/backend/src/config.ts:4 MOOD']);
  });
});

describe('no variable is found', () => {
  it.each([
    ['in a text', 'export const a = "process.env.MOOD";'],
    ['in a comment', '// process.env.MOOD\nexport const a = 1;'],
    ['in an object of another kind', 'const env = { MOOD: 1 };\nexport const a = env.MOOD;'],
  ])('%s', (_, text) => {
    write({ 'apps/backend/src/main.ts': text });
    expect(found()).toEqual([]);
  });

  it('in specs and in what was made', () => {
    write({
      'apps/backend/src/a.spec.ts': 'export const a = process.env.MOOD;',
      'apps/backend/dist/a.js': 'process.env.MOOD;',
    });
    expect(found()).toEqual([]);
  });
});
