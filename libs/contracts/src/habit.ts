import { Type } from 'typebox';
import type { Static } from 'typebox';
import { Day, Weekday } from './day.ts';
import { Schedule } from './schedule.ts';
import { HabitProgress, HeatmapDay } from './progress.ts';

export const HabitId = Type.String({ format: 'uuid' });
export type HabitId = Static<typeof HabitId>;

export const habitColors = ['moss', 'sea', 'sky', 'iris', 'plum', 'rose', 'clay', 'sand'] as const;
export const HabitColor = Type.Enum(habitColors);
export type HabitColor = (typeof habitColors)[number];

const Name = Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' });
const Note = Type.String({ maxLength: 500 });

export const Habit = Type.Object({
  id: HabitId,
  name: Name,
  note: Note,
  color: HabitColor,
  schedule: Schedule,
  /** First day of the habit's weeks. */
  weekStart: Weekday,
  /** The first day that counts; a check-in before it moves it. */
  startDay: Day,
  archived: Type.Boolean(),
});
export type Habit = Omit<Static<typeof Habit>, 'color'> & { color: HabitColor };

export const NewHabit = Type.Object(
  {
    name: Name,
    note: Type.Optional(Note),
    color: Type.Optional(HabitColor),
    schedule: Schedule,
    weekStart: Type.Optional(Weekday),
    /** Today when absent. */
    startDay: Type.Optional(Day),
  },
  { additionalProperties: false },
);
export type NewHabit = Static<typeof NewHabit>;

/** What changes; a new schedule or week start holds from today and leaves closed units as they are. */
export const HabitChanges = Type.Partial(
  Type.Object({ name: Name, note: Note, color: HabitColor, schedule: Schedule, weekStart: Weekday }),
  { additionalProperties: false, minProperties: 1 },
);
export type HabitChanges = Static<typeof HabitChanges>;

export const HabitParams = Type.Object({ habitId: HabitId });
export const HabitList = Type.Object({ habits: Type.Array(Habit) });
export type HabitList = { habits: Habit[] };

/** One habit as the day's page shows it. */
export const TodayHabit = Type.Object({
  habit: Habit,
  progress: HabitProgress,
  /** The last seven days, today last. */
  week: Type.Array(HeatmapDay),
});
export type TodayHabit = { habit: Habit; progress: HabitProgress; week: HeatmapDay[] };

/** Every habit that is not archived, in the order they were created. */
export const Today = Type.Object({ day: Day, habits: Type.Array(TodayHabit) });
export type Today = { day: Day; habits: TodayHabit[] };
