import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { habitColors } from '@habit/contracts';
import { canvasColor } from '@/lib/theme';

const css = readFileSync(join(__dirname, 'globals.css'), 'utf8');

const token = (name: string): [light: string, dark: string] => {
  const [, light, dark] =
    new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(css) ?? [];
  if (!light || !dark) throw new Error(`globals.css has no light and dark value of --${name}.`);
  return [light, dark];
};

/** WCAG 2: relative luminance. */
function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(front: string, back: string): number {
  const [light = 0, dark = 0] = [luminance(front), luminance(back)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const textPairs = [
  ...['canvas', 'surface', 'raised'].flatMap((back) => [
    ['ink', back],
    ['ink-soft', back],
  ]),
  ['accent', 'canvas'],
  ['accent', 'surface'],
  ['accent', 'accent-soft'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['danger', 'surface'],
  ['danger', 'danger-soft'],
  ['on-danger', 'danger'],
  ['canvas', 'ink'],
  ...habitColors.flatMap((color) => [
    [color, 'surface'],
    ['on-habit', color],
  ]),
] as [string, string][];

const shapePairs = [['edge', 'surface'], ...habitColors.map((color) => [color, 'canvas'])] as [
  string,
  string,
][];

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('in the %s theme', (theme, index) => {
  it.each(textPairs)('text in %s can be read on %s', (front, back) => {
    expect(contrast(token(front)[index], token(back)[index])).toBeGreaterThanOrEqual(4.5);
  });

  it.each(shapePairs)('a shape in %s stands out from %s', (front, back) => {
    expect(contrast(token(front)[index], token(back)[index])).toBeGreaterThanOrEqual(3);
  });

  it('gives the browser’s bars the colour of the page', () => {
    expect(canvasColor[theme]).toBe(token('canvas')[index]);
  });
});
