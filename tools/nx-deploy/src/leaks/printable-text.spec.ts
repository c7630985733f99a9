import { PrintableText } from './printable-text.ts';

const read = (bytes: Buffer, chunkSize: number): string => {
  const text = new PrintableText();
  let shown = '';
  for (let at = 0; at < bytes.length; at += chunkSize) shown += text.take(bytes.subarray(at, at + chunkSize));
  return shown.trim();
};

const program = Buffer.from('\0\0first secret\0tiny\0\x01\xff\x02the second one\x7f\x80third\0', 'latin1');

it.each([1, 2, 3, 7, 8, 9, 20, 100])('shows the same of a file that comes in pieces of %i bytes', (size) => {
  expect(read(program, size)).toBe('first secret\nthe second one');
});

it('leaves a text as it is', () => {
  expect(read(Buffer.from('one line\nand\tanother\r\n'), 5)).toBe('one line\nand\tanother');
});
