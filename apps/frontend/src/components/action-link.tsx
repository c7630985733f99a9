import type { ComponentProps } from 'react';
import Link from 'next/link';
import type { LucideIcon } from 'lucide-react';
import { Button } from './button';

/** The way on from a page's heading; on a phone its icon stands for its name. */
export function ActionLink({
  href,
  name,
  Icon,
  look,
}: {
  href: string;
  name: string;
  Icon: LucideIcon;
  look?: ComponentProps<typeof Button>['look'];
}) {
  return (
    <Button asChild look={look} className="shrink-0 max-sm:size-11 max-sm:rounded-full max-sm:px-0">
      <Link href={href}>
        <Icon className="size-4.5 sm:size-4" aria-hidden="true" />
        <span className="max-sm:sr-only">{name}</span>
      </Link>
    </Button>
  );
}
