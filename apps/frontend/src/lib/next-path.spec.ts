import { nextPath, signInPath } from './next-path';

describe('where to go after signing in', () => {
  it.each(['/habits', '/habits/new?x=1', '/settings', '/a//b'])('goes to %s', (path) => {
    expect(nextPath(path)).toBe(path);
  });

  it.each([
    ['another site', 'https://evil.example/'],
    ['another host without a scheme', '//evil.example'],
    ['a backslash that browsers read as a slash', '/\\evil.example'],
    ['a tab that browsers leave out', '/\t/evil.example'],
    ['a new line that browsers leave out', '/\n/evil.example'],
    ['dots that leave two slashes', '/..//evil.example'],
    ['more dots that do', '/a/../..//evil.example'],
    ['a script', 'javascript:alert(1)'],
    ['a relative path', 'habits'],
    ['nothing', ''],
  ])('refuses %s', (_, wanted) => {
    expect(nextPath(wanted)).toBe('/');
  });

  it('names the page to come back to, unless it is the first one', () => {
    expect(signInPath('/')).toBe('/sign-in');
    expect(signInPath('/habits?x=1')).toBe('/sign-in?next=%2Fhabits%3Fx%3D1');
    expect(signInPath('//evil.example')).toBe('/sign-in');
  });
});
