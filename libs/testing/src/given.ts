import type { Day, Habit, NewHabit, NewUser, Session } from '@habit/contracts';
import type { ApiClient } from './api-client.ts';
import { daily } from './schedules.ts';

export type Given = ReturnType<typeof builders>;

export const password = 'a long enough password';

let users = 0;

/** What a test starts from; whatever its sentence does not mention is filled in. */
export function builders(api: ApiClient) {
  return {
    /** A new account, with its session. The client stays who it was. */
    user: (user: Partial<NewUser> = {}): Promise<Session> => {
      users += 1;
      return api.register({
        email: `user-${process.pid}-${users}@example.org`,
        password,
        timeZone: 'UTC',
        ...user,
      });
    },

    habit: async ({
      checkIns = [],
      ...habit
    }: Partial<NewHabit> & { checkIns?: Day[] } = {}): Promise<Habit> => {
      const made = await api.createHabit({ name: 'Read', schedule: daily, ...habit });
      for (const day of checkIns) await api.checkIn(made, day);
      return made;
    },
  };
}
