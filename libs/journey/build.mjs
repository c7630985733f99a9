import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { bundle } from './bundle.mjs';

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist');
writeFileSync('dist/journey.mjs', await bundle());
