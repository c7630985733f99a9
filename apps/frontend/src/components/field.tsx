'use client';

import { useId } from 'react';
import type { ComponentProps, ReactNode } from 'react';
import { ChevronDown } from 'lucide-react';
import { cn } from '@/lib/cn';
import { useField } from './action-form';

export const controlStyle =
  'min-h-11 w-full rounded-control border border-edge bg-surface px-3.5 text-ink placeholder:text-ink-soft aria-invalid:border-danger';

/** What a control shares with its label, hint and error. */
function useFieldParts(name: string, hint?: ReactNode) {
  const id = useId();
  const { error, typed } = useField(name);
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  return {
    typed: typed?.[0],
    control: { id, name, 'aria-describedby': describedBy, 'aria-invalid': error ? true : undefined },
    parts: { id, error, hint },
  };
}

function Labelled({
  label,
  parts: { id, error, hint },
  children,
}: {
  label: ReactNode;
  parts: { id: string; error?: string; hint?: ReactNode };
  children: ReactNode;
}) {
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {children}
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-ink-soft">
          {hint}
        </p>
      )}
      <FieldError id={`${id}-error`}>{error}</FieldError>
    </div>
  );
}

export function FieldError({ id, children }: { id: string; children?: ReactNode }) {
  return (
    children && (
      <p id={id} role="alert" className="text-sm font-medium text-danger">
        {children}
      </p>
    )
  );
}

type FieldProps = { name: string; label: ReactNode; hint?: ReactNode };

export function TextField({
  name,
  label,
  hint,
  defaultValue,
  className,
  ...props
}: FieldProps & ComponentProps<'input'>) {
  const { control, parts, typed } = useFieldParts(name, hint);
  return (
    <Labelled label={label} parts={parts}>
      <input
        {...props}
        {...control}
        defaultValue={typed ?? defaultValue}
        className={cn(controlStyle, className)}
      />
    </Labelled>
  );
}

export function TextAreaField({
  name,
  label,
  hint,
  defaultValue,
  ...props
}: FieldProps & ComponentProps<'textarea'>) {
  const { control, parts, typed } = useFieldParts(name, hint);
  return (
    <Labelled label={label} parts={parts}>
      <textarea
        {...props}
        {...control}
        defaultValue={typed ?? defaultValue}
        className={cn(controlStyle, 'py-2.5')}
      />
    </Labelled>
  );
}

export function SelectField({
  name,
  label,
  hint,
  defaultValue,
  children,
  ...props
}: FieldProps & ComponentProps<'select'>) {
  const { control, parts, typed } = useFieldParts(name, hint);
  return (
    <Labelled label={label} parts={parts}>
      <div className="relative">
        <select
          {...props}
          {...control}
          defaultValue={typed ?? defaultValue}
          className={cn(controlStyle, 'appearance-none pr-11')}
        >
          {children}
        </select>
        <ChevronDown
          className="pointer-events-none absolute top-3 right-3.5 size-5 text-ink-soft"
          aria-hidden="true"
        />
      </div>
    </Labelled>
  );
}

/** Several controls with one name and one error. */
export function FieldGroup({ name, label, hint, children }: FieldProps & { children: ReactNode }) {
  const { control, parts } = useFieldParts(name, hint);
  return (
    <fieldset
      className="flex min-w-0 flex-col gap-2"
      aria-describedby={control['aria-describedby']}
      data-invalid={parts.error ? true : undefined}
      tabIndex={parts.error ? -1 : undefined}
    >
      <legend className="mb-2 font-medium">{label}</legend>
      {children}
      {hint && (
        <p id={`${parts.id}-hint`} className="text-sm text-ink-soft">
          {hint}
        </p>
      )}
      <FieldError id={`${parts.id}-error`}>{parts.error}</FieldError>
    </fieldset>
  );
}
