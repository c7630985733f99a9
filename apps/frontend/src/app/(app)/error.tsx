'use client';

export { ProblemPage as default } from '@/components/problem-page';
