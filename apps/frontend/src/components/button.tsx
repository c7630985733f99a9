import type { ComponentProps } from 'react';
import { cva } from 'class-variance-authority';
import type { VariantProps } from 'class-variance-authority';
import { Slot } from 'radix-ui';
import { cn } from '@/lib/cn';

const buttonStyle = cva(
  'inline-flex items-center justify-center gap-2 rounded-control font-medium transition-colors select-none disabled:cursor-default disabled:opacity-60 aria-disabled:opacity-60',
  {
    variants: {
      look: {
        primary: 'bg-accent text-on-accent hover:bg-accent-strong',
        quiet: 'border border-line bg-surface text-ink hover:bg-raised',
        plain: 'text-ink hover:bg-raised',
        danger: 'bg-danger text-on-danger hover:opacity-90',
        'danger-quiet': 'border border-line text-danger hover:bg-danger-soft',
      },
      size: { regular: 'min-h-11 px-4', small: 'min-h-9 px-3 text-sm', icon: 'size-11' },
    },
    defaultVariants: { look: 'primary', size: 'regular' },
  },
);

type ButtonProps = ComponentProps<'button'> & VariantProps<typeof buttonStyle> & { asChild?: boolean };

/** A button, or with `asChild` a link that looks like one. */
export function Button({ className, look, size, asChild, ...props }: ButtonProps) {
  const Element = asChild ? Slot.Root : 'button';
  return <Element className={cn(buttonStyle({ look, size }), className)} {...props} />;
}
