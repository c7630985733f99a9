import { renderTable, replaceTable } from './values-table.ts';

describe('the table of values', () => {
  it('has a row for each value, and sets groups apart', () => {
    const table = renderTable([
      { path: 'api', type: 'object', default: undefined, description: 'The API.' },
      { path: 'api.level', type: 'string', default: '"a|b"', description: 'One of a|b.' },
    ]);
    expect(table.split('\n').slice(2)).toEqual([
      '| **api** | | | **The API.** |',
      '| `api.level` | string | `"a\\|b"` | One of a\\|b. |',
    ]);
  });

  it('takes its place in the README, and leaves the rest alone', () => {
    const readme = '# Shop\n<!-- values:start -->\nold\n<!-- values:end -->\nbye\n';
    const once = replaceTable(readme, 'new') ?? '';
    expect(once).toBe('# Shop\n<!-- values:start -->\n\nnew\n\n<!-- values:end -->\nbye\n');
    expect(replaceTable(once, 'new')).toBe(once);
  });

  it('has no place in a README without marks', () => {
    expect(replaceTable('# Shop\n<!-- values:end -->\n<!-- values:start -->\n', 'new')).toBeUndefined();
  });
});
