import { build } from 'esbuild';

/** The journey as one file that runs anywhere. */
export async function bundle() {
  const { outputFiles } = await build({
    absWorkingDir: import.meta.dirname,
    entryPoints: ['src/main.ts'],
    outfile: 'dist/journey.mjs',
    write: false,
    bundle: true,
    minifySyntax: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
  });
  return outputFiles[0].contents;
}
