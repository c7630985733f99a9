// Runs as a program of its own: the environment that the engine's tools see is then exactly the one it is given,
// and what they print can be kept for the explanation of a failure.
import { readFileSync } from 'node:fs';
import container from '@nx-tools/nx-container';

// Loading nx-container adds a .env file's entries to the environment.
for (const name of Object.keys(process.env)) if (name.startsWith('INPUT_')) delete process.env[name];

const { options, context } = JSON.parse(readFileSync(0, 'utf8'));
try {
  const { success } = await container.run(options, context);
  process.exitCode = success ? 0 : 1;
} catch (error) {
  // What the engine's tools said stands above already; their exit code adds nothing.
  if (!/^Process exited with/.test(error?.message)) console.error(error?.message ?? error);
  process.exitCode = 1;
}
