import {
  type ImageArchive,
  type InspectFile,
  type LayerEntry,
  readImageArchive,
} from '../images/image-archive.ts';
import { listImageFiles } from '../images/image-files.ts';
import { listTextsAround } from '../images/texts-around.ts';
import { PackedFile } from './unpack-file.ts';

/** Where a text stands: in a file of a layer, in an archive that is such a file, or around the layers. */
type Where = { entry: LayerEntry; inside?: string } | { around: string };

/** Looks for something in texts that come piece by piece. */
export interface TextSearch<Hit> {
  /** Begins a text; its hits are told by `found`, some of them not before `finish`. */
  open(found: (hit: Hit) => void): { take(chunk: Buffer): Promise<void> | void; end(): Promise<void> | void };
  finish?(): Promise<void>;
}

export interface Place {
  place: string;
  /** The layer that holds it, and the instruction that made it; the rest of that line may hold the secret. */
  createdBy?: string;
  /** A file that no container shows, and that everybody who has the image can still read. */
  deletedLater?: boolean;
}

export interface ImageSearch<Hit> {
  imageId: string;
  files: number;
  /** Archives among the files whose content was searched too. */
  opened: number;
  /** Archives that were searched as they are, packed, and why. */
  unopened: { file: string; why: string }[];
  found: (Place & Hit)[];
}

/** Searches all that an archive holds: each layer's files, deleted ones too, and every text around them. */
export async function searchImage<Hit extends object>(
  archivePath: string,
  search: TextSearch<Hit>,
): Promise<ImageSearch<Hit>> {
  const hits: { where: Where; hit: Hit }[] = [];
  const unopened: { file: string; why: string }[] = [];
  let files = 0;
  let opened = 0;
  const open = (where: Where) => search.open((hit) => hits.push({ where, hit }));
  const searchAll = async (
    where: Where,
    content: Iterable<Buffer> | AsyncIterable<Buffer>,
  ): Promise<void> => {
    const text = open(where);
    for await (const chunk of content) await text.take(chunk);
    await text.end();
  };

  const inspect: InspectFile = (entry) => {
    files += 1;
    const text = open({ entry });
    const packed = new PackedFile();
    return {
      take: (chunk) => {
        packed.take(chunk);
        return text.take(chunk);
      },
      end: async () => {
        await text.end();
        const result = await packed.unpack(({ name, content }) =>
          searchAll({ entry, inside: name }, content),
        );
        if (result === 'opened') opened += 1;
        else if (result !== 'no archive') unopened.push({ file: `/${entry.path}`, why: result.why });
      },
    };
  };
  const archive = await readImageArchive(archivePath, inspect);
  for (const { place, text } of listTextsAround(archive))
    await searchAll({ around: place }, [Buffer.from(text)]);
  await search.finish?.();

  const describe = placeTeller(archive);
  const found = hits.map(({ where, hit }) => ({ ...describe(where), ...hit }));
  return { imageId: archive.imageId, files, opened, unopened, found };
}

function placeTeller(archive: ImageArchive): (where: Where) => Place {
  const visible = new Set(listImageFiles(archive).values());
  const steps = (archive.config.history ?? []).filter((step) => !step.empty_layer);
  const layerOf = new Map(archive.layers.flatMap(({ entries }, at) => entries.map((entry) => [entry, at])));
  return (where) => {
    if ('around' in where) return { place: where.around };
    const { entry, inside } = where;
    const at = layerOf.get(entry) ?? 0;
    return {
      place: inside === undefined ? `/${entry.path}` : `/${entry.path} (${inside})`,
      createdBy: `layer ${at + 1}, ${instruction(steps[at]?.created_by ?? '')}`,
      ...(visible.has(entry) ? {} : { deletedLater: true }),
    };
  };
}

const instruction = (step: string): string => /^[A-Z]+/.exec(step)?.[0] ?? 'unknown line';

/** How far a search went, for the line that says that nothing was found. */
export function describeSearch({ files, opened, unopened }: Omit<ImageSearch<object>, 'found'>): string {
  const archives = opened > 0 ? ` (${opened} of them unpacked)` : '';
  const closed = unopened.slice(0, 3).map(({ file, why }) => `${file}: ${why}`);
  const more = unopened.length > 3 ? `, and ${unopened.length - 3} more` : '';
  const note = closed.length > 0 ? `; searched only as they are: ${closed.join(', ')}${more}` : '';
  return `${files} ${files === 1 ? 'file' : 'files'}${archives}, the configuration and the history${note}`;
}
