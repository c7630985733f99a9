'use client';

import type { ReactNode } from 'react';
import type { Day, Schedule } from '@habit/contracts';
import { useForm } from '@/components/action-form';
import { controlStyle } from '@/components/field';
import { cn } from '@/lib/cn';
import { weekdayName, weekdays } from '@/lib/day';

type Kind = Schedule['kind'];

const kinds: { kind: Kind; name: string; example: string; shownWhen: string }[] = [
  {
    kind: 'weekdays',
    name: 'On chosen weekdays',
    example: 'Every day, or Monday and Thursday',
    shownWhen: 'group-has-[[value=weekdays]:checked]/schedule:flex',
  },
  {
    kind: 'times-per-week',
    name: 'A few times a week',
    example: 'Any three days of it',
    shownWhen: 'group-has-[[value=times-per-week]:checked]/schedule:flex',
  },
  {
    kind: 'times-per-month',
    name: 'A few times a month',
    example: 'Any two days of it',
    shownWhen: 'group-has-[[value=times-per-month]:checked]/schedule:flex',
  },
  {
    kind: 'every-days',
    name: 'Every few days',
    example: 'Every third day',
    shownWhen: 'group-has-[[value=every-days]:checked]/schedule:flex',
  },
];

/** Four kinds of schedule; styles alone show the fields of the chosen one, so it works without JavaScript. */
export function SchedulePicker({ schedule, today }: { schedule?: Schedule; today: Day }) {
  const { state } = useForm();
  const typed = (name: string) => state.values[name]?.[0];
  const kind = typed('schedule') ?? schedule?.kind ?? 'weekdays';
  const days = state.values['weekdays'] ?? chosenWeekdays(schedule).map(String);

  const details: Record<Kind, ReactNode> = {
    weekdays: (
      <div role="group" aria-label="Days of the week" className="grid w-full grid-cols-7 gap-1.5 sm:w-auto">
        {weekdays.map((weekday) => (
          <label
            key={weekday}
            className="grid min-h-11 min-w-0 place-items-center rounded-control border border-edge text-sm font-medium has-checked:border-accent has-checked:bg-accent has-checked:text-on-accent has-focus-visible:outline-[2.5px] has-focus-visible:outline-offset-2 has-focus-visible:outline-accent sm:w-13"
          >
            <input
              type="checkbox"
              name="weekdays"
              value={weekday}
              defaultChecked={days.includes(String(weekday))}
              aria-label={weekdayName(weekday)}
              className="sr-only"
            />
            <span aria-hidden="true">{weekdayName(weekday).slice(0, 3)}</span>
          </label>
        ))}
      </div>
    ),
    'times-per-week': (
      <NumberInput
        name="timesPerWeek"
        label="Times a week"
        max={7}
        value={typed('timesPerWeek') ?? (schedule?.kind === 'times-per-week' ? schedule.times : 3)}
        unit="times a week"
      />
    ),
    'times-per-month': (
      <NumberInput
        name="timesPerMonth"
        label="Times a month"
        max={28}
        value={typed('timesPerMonth') ?? (schedule?.kind === 'times-per-month' ? schedule.times : 2)}
        unit="times a month"
      />
    ),
    'every-days': (
      <>
        <NumberInput
          name="everyDays"
          label="Every how many days"
          max={365}
          value={typed('everyDays') ?? (schedule?.kind === 'every-days' ? schedule.everyDays : 3)}
          before="every"
          unit="days"
        />
        <label className="inline-flex items-center gap-2.5 text-ink-soft">
          counting from
          <input
            type="date"
            name="anchor"
            defaultValue={typed('anchor') ?? (schedule?.kind === 'every-days' ? schedule.anchor : today)}
            className={cn(controlStyle, 'w-auto')}
          />
        </label>
      </>
    ),
  };

  return (
    <div className="group/schedule flex flex-col gap-2">
      {kinds.map(({ kind: each, name, example, shownWhen }) => (
        <div
          key={each}
          className="rounded-control border border-line has-[[type=radio]:checked]:border-accent has-[[type=radio]:checked]:bg-accent-soft/50"
        >
          <label className="flex items-center gap-3 px-3.5 py-2.5">
            <input
              type="radio"
              name="schedule"
              value={each}
              defaultChecked={each === kind}
              className="size-4.5 shrink-0"
            />
            <span>
              <span className="block font-medium">{name}</span>
              <span className="block text-sm text-ink-soft">{example}</span>
            </span>
          </label>
          <div className={cn('hidden flex-wrap items-center gap-x-5 gap-y-3 px-3.5 pb-3.5', shownWhen)}>
            {details[each]}
          </div>
        </div>
      ))}
    </div>
  );
}

function NumberInput({
  name,
  label,
  max,
  value,
  before,
  unit,
}: {
  name: string;
  label: string;
  max: number;
  value: string | number;
  before?: string;
  unit: string;
}) {
  return (
    <span className="inline-flex items-center gap-2.5 text-ink-soft">
      {before}
      <input
        type="number"
        inputMode="numeric"
        name={name}
        aria-label={label}
        min={1}
        max={max}
        step={1}
        defaultValue={value}
        className={cn(controlStyle, 'w-20')}
      />
      {unit}
    </span>
  );
}

const chosenWeekdays = (schedule: Schedule | undefined) =>
  schedule?.kind === 'weekdays' ? schedule.weekdays : weekdays;
