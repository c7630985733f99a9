import { type FoundValue, ValueSearch } from './value-search.ts';

const value = 'pa/ss+w"örd(7)';
const token = { name: 'TOKEN', value };

function find(text: string | Buffer, values = [token], chunkSize = 5): FoundValue[] {
  const search = new ValueSearch(values).open();
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += chunkSize) search.take(bytes.subarray(at, at + chunkSize));
  return search.end();
}

describe('a value', () => {
  it.each([
    ['as it is', `x${value}y`, 'as it is'],
    ['in JSON', JSON.stringify({ token: value }), 'escaped'],
    ['in an address', `http://a:${encodeURIComponent(value)}@b`, 'URL-encoded'],
    ['in an address, in lower case', `?token=${encodeURIComponent(value).toLowerCase()}&a`, 'URL-encoded'],
    ['in an address, with every sign encoded', new URLSearchParams({ value }).toString(), 'URL-encoded'],
    ['in base64', Buffer.from(value).toString('base64'), 'base64'],
    ['in base64, after one sign', Buffer.from(`:${value}`).toString('base64'), 'base64'],
    ['in base64, between others', Buffer.from(`me:${value}\n`).toString('base64'), 'base64'],
    ['in base64url', `a.${Buffer.from(`~~~${value}`).toString('base64url')}`, 'base64'],
  ])('is found %s, wherever the pieces end', (_, text, form) => {
    for (const size of [1, 3, 7, 1000])
      expect(find(text, [token], size)).toContainEqual({ name: 'TOKEN', form });
  });

  it('is not found where only parts of it are', () => {
    expect(find(`${value.slice(0, -1)} ${value.slice(1)}`)).toEqual([]);
  });

  it('is told once for each form', () => {
    expect(find(`${value} ${value} ${value}`)).toEqual([{ name: 'TOKEN', form: 'as it is' }]);
  });
});

it('finds a value inside another one', () => {
  const password = { name: 'PASSWORD', value: 'correct-horse' };
  const url = { name: 'URL', value: 'postgresql://me:correct-horse@db/shop' };
  expect(
    find(url.value, [password, url])
      .map(({ name }) => name)
      .sort(),
  ).toEqual(['PASSWORD', 'URL']);
});

it('finds nothing when it looks for nothing', () => {
  expect(find('anything', [])).toEqual([]);
});

it('hides values in what is shown', () => {
  expect(new ValueSearch([token]).hide(`ärger: /app/${value}/a`)).toBe('ärger: /app/•••/a');
});
