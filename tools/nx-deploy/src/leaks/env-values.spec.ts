import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvValues } from './env-values.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'env-values-'));
  mkdirSync(join(root, 'web'));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

const write = (files: Record<string, string>): void =>
  Object.entries(files).forEach(([name, text]) => writeFileSync(join(root, name), text));

const contract = JSON.stringify({
  variables: [
    { name: 'SIGNING', secret: true, default: 'documented-default' },
    { name: 'API_TOKEN_URL', secret: false, default: null },
    { name: 'DATABASE_URL', secret: true, default: null },
    { name: 'PIN', secret: true },
  ],
});

describe('the values that are searched for', () => {
  it('are those of the secret variables of the contract, and of undeclared ones that are called like secrets', async () => {
    write({
      'contract.json': contract,
      '.env':
        'SIGNING=eight-ch\nAPI_TOKEN_URL=http://token.example.com\nOTHER_PASSWORD=undeclared-one\nCOLOUR=a-long-blue-one\n',
    });
    const { searched, leftOut } = await readEnvValues(root, [root], 'contract.json');
    expect(searched).toEqual([
      { name: 'OTHER_PASSWORD', value: 'undeclared-one' },
      { name: 'SIGNING', value: 'eight-ch' },
    ]);
    expect(leftOut).toEqual([]);
  });

  it('come from every local file of the workspace and the project, and from no other', async () => {
    write({
      '.env': 'A_TOKEN=in-the-workspace\n',
      '.env.local': 'B_TOKEN=in-the-local-one\n',
      '.env.test': 'C_TOKEN=in-a-committed-one\n',
      'web/.env.production.local': 'D_TOKEN=in-the-project\n',
    });
    const { searched, files } = await readEnvValues(root, [root, join(root, 'web')]);
    expect(files).toEqual(['.env', '.env.local', 'web/.env.production.local']);
    expect(searched.map(({ name }) => name)).toEqual(['A_TOKEN', 'B_TOKEN', 'D_TOKEN']);
  });

  it('are an address and the password in it', async () => {
    write({ 'contract.json': contract, '.env': 'DATABASE_URL=postgresql://me:p%40ss-word@db:5432/shop\n' });
    const { searched } = await readEnvValues(root, [root], 'contract.json');
    expect(searched).toEqual([
      { name: 'DATABASE_URL', value: 'postgresql://me:p%40ss-word@db:5432/shop' },
      { name: 'the password in DATABASE_URL', value: 'p@ss-word' },
    ]);
  });

  it('leave out what is short, empty or documented, and say so', async () => {
    write({
      'contract.json': contract,
      '.env.example': '# What it is.\n#DATABASE_URL=postgresql://me:PASSWORD@db/shop\n',
      '.env':
        'SIGNING=documented-default\nDATABASE_URL=postgresql://me:PASSWORD@db/shop\nPIN=1234567\nMY_SECRET=eleven-char\nKEY=\n',
    });
    const { searched, leftOut } = await readEnvValues(root, [root], 'contract.json');
    expect(searched).toEqual([]);
    expect(leftOut).toEqual([
      { name: 'DATABASE_URL', why: 'its value is documented as an example or a default' },
      { name: 'KEY', why: 'it is empty' },
      { name: 'MY_SECRET', why: 'it has less than 12 characters' },
      { name: 'PIN', why: 'it has less than 8 characters' },
      { name: 'SIGNING', why: 'its value is documented as an example or a default' },
    ]);
  });

  it('are none where no file is', async () => {
    expect(await readEnvValues(root, [root])).toEqual({ files: [], searched: [], leftOut: [] });
  });

  it('cannot be chosen without the contract that is named', async () => {
    await expect(readEnvValues(root, [root], 'contract.json')).rejects.toThrow(
      /contract\.json cannot be read/,
    );
  });
});
