import { type Check as Step, workspaceRoot, writeResult } from '@habit/nx-deploy/chart-testing';
import type { Namespace } from './cluster.ts';

export type Check = (name: string, prove: () => Promise<string | void>) => Promise<void>;

/**
 * A proof in steps, in namespaces of its own. Each step stands on those before it, so the first that fails is the last.
 * What was found is left for the reports, and the namespaces are removed.
 */
export async function prove(
  name: string,
  namespaces: Namespace[],
  work: (check: Check) => Promise<void>,
): Promise<void> {
  const startedAt = Date.now();
  const steps: Step[] = [];
  const check: Check = async (step, proveStep) => {
    try {
      const detail = (await proveStep()) || 'as it should be';
      steps.push({ name: step, ok: true, detail });
      console.log(`✓ ${step}: ${detail}`);
    } catch (error) {
      const detail = (error as Error).message;
      steps.push({ name: step, ok: false, detail });
      console.log(`✗ ${step}\n  ${detail.replaceAll('\n', '\n  ')}`);
      throw error;
    }
  };
  try {
    // What a killed run left would make this one fail, or pass.
    await Promise.all(namespaces.map((namespace) => namespace.remove({ wait: true })));
    await work(check);
  } catch (error) {
    process.exitCode = 1;
    if (steps.every(({ ok }) => ok))
      steps.push({ name: 'The proof comes to its end', ok: false, detail: (error as Error).message });
  } finally {
    await Promise.all(namespaces.map((namespace) => namespace.remove()));
  }
  const file = await writeResult(workspaceRoot, name, steps, startedAt);
  const failed = steps.filter(({ ok }) => !ok);
  for (const { name: step, detail } of failed) console.error(`${step}: ${detail}`);
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  console.log(`${steps.length - failed.length} passed, ${failed.length} failed (${seconds} s); see ${file}`);
}
