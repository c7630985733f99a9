import { EnvironmentError, readEnvironment } from './index.ts';
import { renderExample, renderJson, renderTable } from './render.ts';
import { variables } from './variables.ts';

const secret = 'k3v0Zp7q9sT1xW5yB8dF2gH4jL6nM0rQ';
const complete = { DATABASE_URL: 'postgresql://habit:pw@localhost:5432/habit', JWT_SECRET: secret };

function problemsOf(environment: NodeJS.ProcessEnv): readonly string[] {
  try {
    readEnvironment('backend', environment);
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems;
    throw error;
  }
  return [];
}

describe('readEnvironment', () => {
  it('gives the backend typed values, defaults included', () => {
    expect(readEnvironment('backend', { ...complete, PORT: '9000' })).toMatchObject({
      PORT: 9000,
      JWT_ALGORITHM: 'HS256',
      SESSION_DAYS: 30,
    });
  });

  it('names everything that is missing or wrong at once', () => {
    expect(problemsOf({ PORT: 'eighty', JWT_ALGORITHM: 'none' })).toEqual([
      expect.stringContaining('DATABASE_URL is missing'),
      expect.stringContaining('JWT_SECRET is missing'),
      'JWT_ALGORITHM must be one of HS256, HS384, HS512.',
      'PORT must be a whole number from 0 to 65535.',
    ]);
  });

  it('takes an empty text for an absent one', () => {
    expect(problemsOf({ ...complete, JWT_SECRET: '' })).toEqual([
      expect.stringContaining('JWT_SECRET is missing'),
    ]);
    expect(readEnvironment('backend', { ...complete, LOG_LEVEL: '' }).LOG_LEVEL).toBe('info');
  });

  it.each(['mysql://a@b/c', 'localhost:5432', 'postgresql://habit:pw@localhost', 'postgresql:///habit'])(
    'refuses %s as a database without quoting it',
    (url) => {
      const [problem] = problemsOf({ ...complete, DATABASE_URL: url });
      expect(problem).toMatch(/^DATABASE_URL must/);
      expect(problem).not.toContain(url);
    },
  );

  it('refuses a short signing secret everywhere, and a known default in production', () => {
    const known = String(variables.JWT_SECRET.example);
    expect(problemsOf({ ...complete, JWT_SECRET: 'short' })).toHaveLength(1);
    expect(problemsOf({ ...complete, JWT_SECRET: known, NODE_ENV: 'production' })).toEqual([
      expect.stringContaining('known default'),
    ]);
    expect(problemsOf({ ...complete, JWT_SECRET: 'x'.repeat(40), NODE_ENV: 'production' })).toHaveLength(1);
    expect(problemsOf({ ...complete, NODE_ENV: 'production' })).toEqual([]);
  });

  it('takes a previous signing secret that is as good, and another', () => {
    const production = { ...complete, NODE_ENV: 'production' };
    const previous = 'Z9x8C7v6B5n4M3a2S1d0F9g8H7j6K5l4';
    expect(readEnvironment('backend', complete).JWT_SECRET_PREVIOUS).toBeUndefined();
    expect(
      readEnvironment('backend', { ...production, JWT_SECRET_PREVIOUS: previous }).JWT_SECRET_PREVIOUS,
    ).toBe(previous);
    for (const [wrong, reason] of [
      ['short', 'must be at least 32 characters long'],
      ['change-me-please-change-me-please-1', 'is a known default'],
      [secret, 'is JWT_SECRET itself'],
    ] as const) {
      const [problem, ...more] = problemsOf({ ...production, JWT_SECRET_PREVIOUS: wrong });
      expect(problem).toContain(`JWT_SECRET_PREVIOUS ${reason}`);
      expect(problem).not.toContain(wrong);
      expect(more).toEqual([]);
    }
  });

  it('knows which networks can be trusted', () => {
    expect(problemsOf({ ...complete, TRUST_PROXY: 'loopback, 10.0.0.0/8,fd00::/8,127.0.0.1' })).toEqual([]);
    for (const wrong of ['foo', '10.0.0.0/33', '10.0.0.0/8/8', '10.0.0', 'loopback,']) {
      expect(problemsOf({ ...complete, TRUST_PROXY: wrong })).toHaveLength(1);
    }
  });

  it('gives the frontend only what it uses', () => {
    const environment = readEnvironment('frontend', { ...complete, NEXT_PUBLIC_API_URL: 'http://api:8000/' });
    expect(environment.NEXT_PUBLIC_API_URL).toBe('http://api:8000');
    expect(environment).not.toHaveProperty('JWT_SECRET');
  });
});

describe('the generated files', () => {
  it('name every variable', () => {
    const json = JSON.parse(renderJson(variables)) as { variables: { name: string }[] };
    for (const name of Object.keys(variables)) {
      expect(renderExample(variables)).toContain(`#${name}=`);
      expect(renderTable(variables)).toContain(`\`${name}\``);
      expect(json.variables.map((variable) => variable.name)).toContain(name);
    }
  });

  it('tell of each variable what it is for, how it is written, an example that it takes, and since when', () => {
    const version = /^\d+\.\d+\.\d+$/;
    for (const [name, { purpose, format, example, since, parse }] of Object.entries(variables)) {
      expect([name, purpose.endsWith('.'), format.length > 2, version.test(since)]).toEqual([
        name,
        true,
        true,
        true,
      ]);
      expect(() => parse(example, { NODE_ENV: 'development' })).not.toThrow();
    }
  });

  it('give the deploy no default for a secret', () => {
    const json = JSON.parse(renderJson(variables)) as { variables: { secret: boolean; default: unknown }[] };
    expect(json.variables.filter((variable) => variable.secret && variable.default !== null)).toEqual([]);
  });
});
