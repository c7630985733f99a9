import { dryRun, readRendering } from './helm-dry-run.ts';

describe('a dry run', () => {
  it('installs with helm 4, and asks no cluster with helm 3', () => {
    expect(dryRun(4)).toContain('--dry-run=client');
    expect(dryRun(3)).toEqual(['template']);
  });

  it('is read as either of them writes it', () => {
    expect(readRendering(4, '{"manifest": "kind: A"}')).toBe('kind: A');
    expect(readRendering(3, 'kind: A')).toBe('kind: A');
  });

  it('holds the hooks, which helm 4 tells apart', () => {
    const hooks = [{ manifest: 'kind: B' }, { manifest: 'kind: C' }];
    expect(readRendering(4, JSON.stringify({ manifest: 'kind: A\n', hooks }))).toBe(
      'kind: A\n---\nkind: B\n---\nkind: C',
    );
  });
});
