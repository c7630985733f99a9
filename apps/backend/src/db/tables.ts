import type { ColumnType, Generated } from 'kysely';
import type { Day, HabitColor, Schedule, Weekday } from '@habit/contracts';

/** The rows of ../../migrations. Days are texts, `2026-03-04`, in both directions. */
export interface Tables {
  users: {
    id: Generated<string>;
    email: string;
    password_hash: string;
    time_zone: string;
    day_start_minute: Generated<number>;
    created_at: Generated<Date>;
  };
  habits: {
    id: Generated<string>;
    user_id: string;
    name: string;
    note: string;
    color: HabitColor;
    start_day: Day;
    archived: Generated<boolean>;
    created_at: Generated<Date>;
  };
  habit_versions: {
    habit_id: string;
    effective_from: Day;
    /** Written as JSON text. */
    schedule: ColumnType<Schedule, string, string>;
    week_start: Weekday;
  };
  habit_pauses: { habit_id: string; from_day: Day; to_day: Day | null };
  check_ins: { habit_id: string; day: Day; checked_at: Date; time_zone: string };
}
