/** What a Kustomization must list: every file of the folder but those that hold Secrets to fill in. */
export function checkKustomization(listed: string[], files: { name: string; isForm: boolean }[]): string[] {
  const names = new Set(files.map(({ name }) => name));
  const clean = listed.map((name) => name.replace(/^\.\//, ''));
  return [
    ...files
      .filter(({ name, isForm }) => !isForm && !clean.includes(name))
      .map(({ name }) => `Kustomization resources: ${name} is in the folder, and not in the list`),
    ...clean
      .filter((name) => !names.has(name))
      .map((name) => `Kustomization resources: ${name} is in the list, and not in the folder`),
    ...files
      .filter(({ name, isForm }) => isForm && clean.includes(name))
      .map(
        ({ name }) =>
          `Kustomization resources: ${name} is a form for a Secret, and applying it would overwrite the real one`,
      ),
    ...clean
      .filter((name, at) => clean.indexOf(name) !== at)
      .map((name) => `Kustomization resources: ${name} is listed twice`),
  ];
}
