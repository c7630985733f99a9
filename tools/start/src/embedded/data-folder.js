import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Everything that one embedded installation keeps: the database, its secrets, logs, and a note of what runs.
 */
export class DataFolder {
  /** @param {string} path */
  constructor(path) {
    this.path = path;
    this.database = join(path, 'postgres');
    this.logs = join(path, 'logs');
    this.runFile = join(path, 'run.json');
  }

  create() {
    mkdirSync(this.logs, { recursive: true });
  }

  /**
   * Secrets made at the first start; without them the data could not be opened again.
   * @returns {{ databasePassword: string, jwtSecret: string, demoPassword: string }}
   */
  secrets() {
    const file = join(this.path, 'secrets.json');
    if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
    if (existsSync(this.database)) {
      throw new Error(
        `${file} is missing, and without its password the data in ${this.database} cannot be opened.`,
      );
    }
    const secret = () => randomBytes(36).toString('base64url');
    const secrets = {
      databasePassword: secret(),
      jwtSecret: secret(),
      demoPassword: randomBytes(9).toString('base64url'),
    };
    writeWhole(file, secrets, 0o600);
    return secrets;
  }

  /** @param {string} name */
  logOf(name) {
    return join(this.logs, `${name}.log`);
  }
}

/**
 * Writes a JSON file so that whoever reads it sees the old or the new one, never a half.
 * @param {string} file
 * @param {unknown} value
 * @param {number} [mode]
 */
export function writeWhole(file, value, mode = 0o644) {
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, `${JSON.stringify(value, null, 2)}\n`, { mode, flush: true });
  renameSync(unfinished, file);
  flushFolder(dirname(file));
}

/** Until then a power cut could bring back the folder without the file's new name. */
function flushFolder(/** @type {string} */ folder) {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
