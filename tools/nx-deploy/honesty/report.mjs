// Runs cases one after the other and counts them.
const startedAt = Date.now();
let passed = 0;
let failed = 0;

export async function check(name, work) {
  const from = Date.now();
  try {
    await work();
    passed += 1;
    console.log(`✓ ${name} (${((Date.now() - from) / 1000).toFixed(1)} s)`);
  } catch (error) {
    failed += 1;
    console.log(`✗ ${name}\n${String(error.message).replace(/^/gm, '    ')}`);
  }
}

export function conclude() {
  console.log(`${passed} passed, ${failed} failed in ${Math.round((Date.now() - startedAt) / 1000)} s`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}
