import { isInstalled } from './install.js';

describe('isInstalled', () => {
  const locked = {
    '': {},
    'libs/contracts': { version: '1.0.0' },
    'node_modules/@habit/contracts': { link: true },
    'node_modules/fastify': { version: '5.12.8' },
    'node_modules/fsevents': { version: '2.3.3', optional: true },
  };
  const there = {
    'node_modules/@habit/contracts': { link: true },
    'node_modules/fastify': { version: '5.12.8' },
  };

  it('is content when every locked package of this platform is there', () => {
    expect(isInstalled(locked, there)).toBe(true);
  });

  it.each([
    ['nothing is there', {}],
    ['one is another version', { ...there, 'node_modules/fastify': { version: '5.12.7' } }],
    ['a library of the workspace is not linked', { 'node_modules/fastify': { version: '5.12.8' } }],
  ])('is not when %s', (_, installed) => {
    expect(isInstalled(locked, installed)).toBe(false);
  });
});
