import { clsx } from 'clsx';
import type { ClassValue } from 'clsx';
import { twMerge } from 'tailwind-merge';

/** Joins class names; of two that set the same property, the later one holds. */
export const cn = (...classes: ClassValue[]) => twMerge(clsx(classes));
