import type { NewHabit } from '@habit/contracts';

/** A few habits to begin with, small enough to keep. */
export const habitIdeas: { key: string; habit: NewHabit }[] = [
  idea('walk', { name: 'Walk outside', color: 'moss', schedule: everyDay() }),
  idea('read', { name: 'Read ten pages', color: 'iris', schedule: everyDay() }),
  idea('water', { name: 'A glass of water first', color: 'sky', schedule: everyDay() }),
  idea('stretch', {
    name: 'Stretch for five minutes',
    color: 'clay',
    schedule: { kind: 'weekdays', weekdays: [1, 2, 3, 4, 5] },
  }),
  idea('exercise', { name: 'Exercise', color: 'rose', schedule: { kind: 'times-per-week', times: 3 } }),
  idea('call', {
    name: 'Call someone I miss',
    color: 'plum',
    schedule: { kind: 'times-per-month', times: 2 },
  }),
];

function idea(key: string, habit: NewHabit) {
  return { key, habit };
}

function everyDay(): NewHabit['schedule'] {
  return { kind: 'weekdays', weekdays: [1, 2, 3, 4, 5, 6, 7] };
}
