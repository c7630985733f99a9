import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readGivenValues } from './environment-contract.ts';

describe('given values', () => {
  let root: string;
  beforeEach(async () => (root = await mkdtemp(join(tmpdir(), 'nx-deploy-'))));
  afterEach(() => rm(root, { recursive: true, force: true }));

  const read = async (text: string, environment: NodeJS.ProcessEnv) => {
    await writeFile(join(root, '.env'), text);
    return readGivenValues(root, environment);
  };

  it('come from the environment, else from .env', async () => {
    expect(await read('KEY=file\nOTHER=file\n', { KEY: 'environment' })).toEqual({
      KEY: 'environment',
      OTHER: 'file',
    });
  });

  it.each([
    ['a$word/b', 'a/b'],
    ['a${word}b$', 'afilledb$'],
    ['p.$$', 'p.'],
    ['$abc', ''],
  ])('hold %s of .env as it is written, though nx makes "%s" of it', async (raw, expanded) => {
    expect(await read(`KEY='${raw}'\n`, { KEY: expanded })).toEqual({ KEY: raw });
  });

  it('are those of the environment when .env cannot have made them', async () => {
    expect(await read("KEY='a$word/b'\n", { KEY: 'c/b' })).toEqual({ KEY: 'c/b' });
    expect(await read("KEY='p.$word'\n", { KEY: 'px' })).toEqual({ KEY: 'px' });
  });
});
