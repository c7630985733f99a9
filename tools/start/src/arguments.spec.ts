import { readArguments } from './arguments.js';
import { Trouble } from './console.js';

describe('readArguments', () => {
  it('has defaults for everything', () => {
    expect(readArguments([])).toMatchObject({ embedded: false, port: 3000, apiPort: 8000, demo: false });
  });

  it('takes a relative data folder from where the user is', () => {
    const before = process.env['INIT_CWD'];
    process.env['INIT_CWD'] = '/somewhere';
    expect(readArguments(['--data', 'mine']).data).toBe('/somewhere/mine');
    if (before === undefined) delete process.env['INIT_CWD'];
    else process.env['INIT_CWD'] = before;
  });

  it.each([
    [['--port', 'abc'], '--port must be a port'],
    [['--port', '70000'], '--port must be a port'],
    [['--port', '8000'], 'must differ'],
    [['--embedded', '--context', 'x'], 'exclude each other'],
    [['--prot', '1'], "Unknown option '--prot'"],
  ])('refuses %j', (args, message) => {
    expect(() => readArguments(args)).toThrow(Trouble);
    expect(() => readArguments(args)).toThrow(message);
  });
});
