import { join } from 'node:path';

export const cacheFolder = (workspaceRoot: string): string =>
  join(workspaceRoot, 'node_modules/.cache/nx-deploy');
