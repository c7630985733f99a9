'use client';

import type { ComponentProps } from 'react';
import { LoaderCircle } from 'lucide-react';
import { useForm } from './action-form';
import { Button } from './button';

/** Sends its form; says so while that takes time, and stays focusable. */
export function SubmitButton({ children, ...props }: ComponentProps<typeof Button>) {
  const { pending } = useForm();
  return (
    <Button type="submit" aria-disabled={pending || undefined} {...props}>
      {pending && <LoaderCircle className="size-4 animate-spin" aria-hidden="true" />}
      {children}
    </Button>
  );
}
