import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export type Edit =
  /** Every occurrence. */
  | { kind: 'change'; file: string; from: string; to: string }
  | { kind: 'create'; file: string; text: string }
  | { kind: 'remove'; file: string }
  /** Lets a time in a JSON file be so much earlier. */
  | { kind: 'earlier'; file: string; field: string; minutes: number };

/** Makes the edits in a folder; what is given back takes them back. Fails where an edit would change nothing. */
export function applyEdits(folder: string, edits: Edit[], attic: string): () => void {
  const files = [...new Set(edits.map(({ file }) => file))];
  for (const file of files)
    if (existsSync(join(folder, file))) {
      mkdirSync(dirname(join(attic, file)), { recursive: true });
      cpSync(join(folder, file), join(attic, file), { recursive: true });
    }
  const takeBack = (): void => {
    for (const file of files) {
      rmSync(join(folder, file), { recursive: true, force: true });
      if (existsSync(join(attic, file))) cpSync(join(attic, file), join(folder, file), { recursive: true });
    }
    rmSync(attic, { recursive: true, force: true });
  };
  try {
    for (const edit of edits) applyEdit(folder, edit);
  } catch (error) {
    takeBack();
    throw error;
  }
  return takeBack;
}

function applyEdit(folder: string, edit: Edit): void {
  const file = join(folder, edit.file);
  if (edit.kind === 'create') return writeFileSync(file, edit.text);
  if (!existsSync(file)) throw new Error(`${edit.file} is not there to be changed`);
  if (edit.kind === 'remove') return rmSync(file, { recursive: true });
  const text = readFileSync(file, 'utf8');
  const edited = editText(text, edit);
  if (edited === text) throw new Error(`${edit.file} has nothing to change any more; correct the sabotage`);
  writeFileSync(file, edited);
}

function editText(text: string, edit: Exclude<Edit, { kind: 'create' | 'remove' }>): string {
  if (edit.kind === 'change') return text.replaceAll(edit.from, edit.to);
  const content = JSON.parse(text) as Record<string, unknown>;
  const time = Date.parse(String(content[edit.field]));
  return JSON.stringify({ ...content, [edit.field]: new Date(time - edit.minutes * 60_000).toISOString() });
}
