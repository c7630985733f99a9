'use client';

import { Check } from 'lucide-react';
import type { HabitColor } from '@habit/contracts';
import { useField } from '@/components/action-form';

export function ColorPicker({ colors, chosen }: { colors: readonly HabitColor[]; chosen: HabitColor }) {
  const { typed } = useField('color');
  const current = typed?.[0] ?? chosen;
  return (
    <div className="grid grid-cols-8 sm:flex sm:gap-1.5">
      {colors.map((color) => (
        <label
          key={color}
          data-color={color}
          title={nameOf(color)}
          className="group grid h-11 place-items-center sm:w-11 rounded-full has-focus-visible:outline-[2.5px] has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name="color"
            value={color}
            defaultChecked={color === current}
            aria-label={nameOf(color)}
            className="sr-only"
          />
          <span
            aria-hidden="true"
            className="grid size-7 place-items-center sm:size-8 rounded-full bg-habit text-transparent ring-habit ring-offset-[3px] ring-offset-surface group-has-checked:text-on-habit group-has-checked:ring-2"
          >
            <Check className="size-4" strokeWidth={3} />
          </span>
        </label>
      ))}
    </div>
  );
}

const nameOf = (color: HabitColor) => color.charAt(0).toUpperCase() + color.slice(1);
