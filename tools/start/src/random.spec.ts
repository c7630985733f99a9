import { randomFrom } from './random.js';

it('gives the same numbers for the same seed', () => {
  const [first, second, other] = [randomFrom(7), randomFrom(7), randomFrom(8)];
  const numbers = Array.from({ length: 1000 }, first);
  expect(numbers).toEqual(Array.from({ length: 1000 }, second));
  expect(numbers).not.toEqual(Array.from({ length: 1000 }, other));
  expect(Math.abs(numbers.reduce((sum, each) => sum + each, 0) / 1000 - 0.5)).toBeLessThan(0.05);
});
