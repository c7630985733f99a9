import { join } from 'node:path';
import { Failure } from '../console/failure.ts';
import { readEnvValues } from '../leaks/env-values.ts';
import { hideSecrets } from '../leaks/hide-secrets.ts';
import { ValueSearch } from '../leaks/value-search.ts';
import type { ImageArchive } from './image-archive.ts';
import { listTextsAround } from './texts-around.ts';

/** The secrets of this machine's .env files, beside a build whose output and whose result are kept in caches. */
export class LocalSecrets {
  private readonly search: ValueSearch;

  private constructor(search: ValueSearch) {
    this.search = search;
  }

  static async read(workspaceRoot: string, projectRoot: string, environment?: string): Promise<LocalSecrets> {
    const folders = [...new Set([workspaceRoot, join(workspaceRoot, projectRoot)])];
    const { searched } = await readEnvValues(workspaceRoot, folders, environment);
    return new LocalSecrets(new ValueSearch(searched));
  }

  /** What may be shown of a text. */
  hide(text: string): Promise<string> {
    return hideSecrets(this.search.hide(text));
  }

  /** Refuses an image whose receipt would tell such a value; what its files hold is env-scan's to find. */
  refuse(project: string, dockerfile: string, archive: ImageArchive): void {
    const names = new Set(
      listTextsAround(archive).flatMap(({ text }) => {
        const search = this.search.open();
        search.take(Buffer.from(text));
        return search.end().map(({ name }) => name);
      }),
    );
    if (names.size === 0) return;
    throw new Failure({
      doing: `Checking the image of ${project}`,
      wrong: `its configuration, history or file names hold the value of ${[...names].join(' and ')} that .env sets.`,
      mend: `Take it out of ${dockerfile} and of what it copies, and give it to the container when it starts.\nThen: nx run ${project}:docker-build`,
    });
  }
}
