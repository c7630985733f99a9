import { Type } from 'typebox';
import type { Static } from 'typebox';
import { Day } from './day.ts';
import { HabitId } from './habit.ts';

/** One habit done on one day. */
export const CheckIn = Type.Object({ habitId: HabitId, day: Day });
export type CheckIn = Static<typeof CheckIn>;

export const CheckInParams = Type.Object({ habitId: HabitId, day: Day });
