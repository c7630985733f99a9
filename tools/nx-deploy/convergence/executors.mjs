// Calls one executor on the shop as nx would, without starting nx.
import { readFileSync } from 'node:fs';
import { chart } from './fixture-shop.mjs';

const plugin = new URL('../', import.meta.url);
const read = (path) => JSON.parse(readFileSync(new URL(path, plugin), 'utf8'));
const { executors } = read('executors.json');

/** Options that are left out have the defaults of the executor's schema, as in nx. Gives whether it succeeded. */
export async function execute(name, options, root) {
  const { implementation, schema } = executors[name];
  const { default: run } = await import(new URL(implementation, plugin));
  const defaults = Object.entries(read(schema).properties)
    .filter(([, property]) => 'default' in property)
    .map(([option, property]) => [option, property.default]);
  const { success } = await run(
    { ...Object.fromEntries(defaults), ...options },
    {
      root,
      projectName: 'shop',
      projectsConfigurations: { version: 2, projects: { shop: { root: chart } } },
    },
  );
  return success;
}
