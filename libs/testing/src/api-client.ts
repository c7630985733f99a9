import type {
  CheckIn,
  Day,
  Habit,
  HabitChanges,
  HabitProgress,
  Heatmap,
  HeatmapDay,
  NewHabit,
  NewUser,
  Preferences,
  Session,
  Today,
  User,
} from '@habit/contracts';

export interface ApiRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string;
}

export interface ApiReply<Body = unknown> {
  status: number;
  headers: Record<string, string | undefined>;
  body: Body;
}

/** Takes a request to the API: over a socket, or straight into the app. */
export type Send = (request: ApiRequest) => Promise<ApiReply>;

export type ApiClient = ReturnType<typeof apiClient>;

/** The API, one method per sentence. All but `ask` fail unless the answer is a good one. */
export function apiClient(send: Send, session?: Session) {
  let token = session?.token;

  /** Any request; the answer is handed back whatever it is. */
  function ask<Body>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<ApiReply<Body>> {
    const all = {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    };
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return send({ method, path, headers: all, ...(body === undefined ? {} : { body: text }) }) as Promise<
      ApiReply<Body>
    >;
  }

  async function get<Body>(method: string, path: string, body?: unknown): Promise<Body> {
    const reply = await ask<Body>(method, path, body);
    if (reply.status < 300) return reply.body;
    throw new Error(`${method} ${path} was answered with ${reply.status}: ${JSON.stringify(reply.body)}`);
  }

  const at = ({ id }: Pick<Habit, 'id'>): string => `/api/v1/habits/${id}`;

  return {
    ask,
    signedInAs: (other: Session) => apiClient(send, other),
    /** From here on this client is that user. */
    become: (other: Session) => {
      token = other.token;
    },

    register: (user: NewUser) => get<Session>('POST', '/api/v1/auth/register', user),
    signIn: (email: string, password: string) =>
      get<Session>('POST', '/api/v1/auth/sign-in', { email, password }),
    me: () => get<User>('GET', '/api/v1/me'),
    changePreferences: (changes: Preferences) => get<User>('PATCH', '/api/v1/me', changes),
    deleteMe: () => get<void>('DELETE', '/api/v1/me'),

    habits: async () => (await get<{ habits: Habit[] }>('GET', '/api/v1/habits')).habits,
    habit: (habit: Pick<Habit, 'id'>) => get<Habit>('GET', at(habit)),
    createHabit: (habit: NewHabit) => get<Habit>('POST', '/api/v1/habits', habit),
    changeHabit: (habit: Pick<Habit, 'id'>, changes: HabitChanges) => get<Habit>('PATCH', at(habit), changes),
    archive: (habit: Pick<Habit, 'id'>) => get<Habit>('POST', `${at(habit)}/archive`),
    restore: (habit: Pick<Habit, 'id'>) => get<Habit>('POST', `${at(habit)}/restore`),

    checkIn: (habit: Pick<Habit, 'id'>, day: Day) => get<CheckIn>('PUT', `${at(habit)}/check-ins/${day}`),
    undoCheckIn: (habit: Pick<Habit, 'id'>, day: Day) => get<void>('DELETE', `${at(habit)}/check-ins/${day}`),

    today: () => get<Today>('GET', '/api/v1/today'),
    progress: (habit: Pick<Habit, 'id'>) => get<HabitProgress>('GET', `${at(habit)}/progress`),
    heatmap: async (habit: Pick<Habit, 'id'>, span: { from?: Day; to?: Day } = {}): Promise<HeatmapDay[]> => {
      const query = new URLSearchParams(span).toString();
      return (await get<Heatmap>('GET', `${at(habit)}/heatmap${query && `?${query}`}`)).days;
    },
  };
}
