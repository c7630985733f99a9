import { parseQuantity } from './quantity.ts';

it.each([
  ['250m', 0.25],
  ['2', 2],
  [1.5, 1.5],
  ['256Mi', 268_435_456],
  ['2G', 2_000_000_000],
  ['1908959n', 0.001908959],
  ['19528Ki', 19_996_672],
  ['1e3', 1000],
  ['12E', 12e18],
])('reads %s', (text, amount) => expect(parseQuantity(text)).toBeCloseTo(amount, 9));

it.each(['', 'much', '1 Gi', '5mb', '0x10'])('refuses "%s"', (text) =>
  expect(() => parseQuantity(text)).toThrow(/no quantity/),
);
