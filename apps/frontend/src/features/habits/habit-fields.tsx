import { habitColors } from '@habit/contracts';
import type { Day, Habit } from '@habit/contracts';
import { FieldGroup, SelectField, TextAreaField, TextField } from '@/components/field';
import { weekdayName, weekdays } from '@/lib/day';
import { ColorPicker } from './color-picker';
import { SchedulePicker } from './schedule-picker';

/** What can be said about a habit; the same for a new one and a changed one. */
export function HabitFields({ habit, today }: { habit?: Habit; today: Day }) {
  return (
    <>
      <TextField
        name="name"
        label="Name"
        placeholder="Read ten pages"
        defaultValue={habit?.name}
        maxLength={80}
        autoComplete="off"
        required
      />
      <FieldGroup name="schedule" label="How often">
        <SchedulePicker schedule={habit?.schedule} today={today} />
      </FieldGroup>
      <FieldGroup name="color" label="Colour">
        <ColorPicker colors={habitColors} chosen={habit?.color ?? 'moss'} />
      </FieldGroup>
      <TextAreaField
        name="note"
        label="Note"
        hint="Why it matters, or when and where you do it. Optional."
        defaultValue={habit?.note}
        maxLength={500}
        rows={3}
      />
      <SelectField
        name="weekStart"
        label="A week begins on"
        hint="For habits that are counted by the week, and for the heatmap."
        defaultValue={habit?.weekStart ?? 1}
      >
        {weekdays.map((weekday) => (
          <option key={weekday} value={weekday}>
            {weekdayName(weekday)}
          </option>
        ))}
      </SelectField>
    </>
  );
}
