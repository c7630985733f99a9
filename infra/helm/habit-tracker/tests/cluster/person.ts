import { randomUUID } from 'node:crypto';

/** Somebody with an account, who reaches the app where people do. */
export class Person {
  readonly url: string;
  readonly email = `chart-test-${randomUUID()}@example.com`;
  private readonly password = randomUUID();
  token = '';

  private constructor(url: string) {
    this.url = url;
  }

  static async register(url: string): Promise<Person> {
    const person = new Person(url);
    await person.ask('POST', '/api/v1/auth/register', { email: person.email, password: person.password });
    await person.signIn();
    return person;
  }

  async signIn(): Promise<void> {
    const session = await this.ask('POST', '/api/v1/auth/sign-in', {
      email: this.email,
      password: this.password,
    });
    this.token = (session as { token: string }).token;
  }

  async createHabit(name: string): Promise<void> {
    const schedule = { kind: 'weekdays', weekdays: [1, 2, 3, 4, 5, 6, 7] };
    await this.ask('POST', '/api/v1/habits', { name, schedule });
  }

  async habits(): Promise<string[]> {
    const today = (await this.ask('GET', '/api/v1/today')) as { habits: { habit: { name: string } }[] };
    return today.habits.map(({ habit }) => habit.name);
  }

  private async ask(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(new URL(path, this.url), {
      method,
      headers: {
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(15_000),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 300)}`);
    return text ? (JSON.parse(text) as unknown) : undefined;
  }
}
