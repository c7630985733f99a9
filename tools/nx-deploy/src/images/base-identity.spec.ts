import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findMovedBases, noteBases, refuseMovedBases } from './base-identity.ts';
import { listBases } from './list-bases.ts';

const dockerfile = `ARG NODE=24
FROM node:$NODE AS compile
RUN --mount=type=bind,from=tools:1,target=/t make
FROM scratch AS build
COPY --from=compile /dist /
FROM slim:\${NODE} AS runtime
FROM base:1
COPY --from=runtime /node /node
COPY --from=build / ./
COPY --chown=1 --from=certificates:2 / /
`;

describe('the bases of an image', () => {
  it('are what its last stage stands on and copies from, through all stages', () => {
    expect(listBases(dockerfile)).toEqual(['base:1', 'certificates:2', 'node:24', 'slim:24', 'tools:1']);
  });

  it('are not those of a stage that the task graph replaces', () => {
    expect(listBases(dockerfile, 'build')).toEqual(['base:1', 'certificates:2', 'slim:24']);
  });

  it('are found through numbers of stages, too', () => {
    expect(listBases('FROM a:1\nFROM b:1\nFROM c:1\nCOPY --from=1 / /\n')).toEqual(['b:1', 'c:1']);
  });

  describe('when a tag moves', () => {
    const base = { reference: 'base:1', layers: 1, chainId: 'sha256:aa' };
    let folder: string;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'bases-'));
    });
    afterEach(() => rm(folder, { recursive: true }));

    const holding = (images: Record<string, string[]>) => (name: string) => Promise.resolve(images[name]);
    const note = (images: Record<string, string[]>) =>
      noteBases(folder, dockerfile, 'build', { base }, holding(images));

    it('are compared with what the engine holds now', async () => {
      await note({ 'slim:24': ['sha256:11', 'sha256:22'] });
      const same = { 'base:1': ['sha256:aa'], 'slim:24': ['sha256:11', 'sha256:22'] };
      expect(await findMovedBases(folder, holding(same))).toEqual([]);
      expect(await findMovedBases(folder, holding({ ...same, 'slim:24': ['sha256:11'] }))).toEqual([
        'slim:24',
      ]);
      const moved = refuseMovedBases('api', folder, holding({ 'base:1': ['sha256:bb'] }));
      await expect(moved).rejects.toThrow(/another content of base:1/);
    });

    it('stop nothing where the engine does not hold them, or is not there', async () => {
      await note({});
      await refuseMovedBases('api', folder, holding({}));
      expect(JSON.parse(await readFile(join(folder, 'bases.json'), 'utf8'))).toContainEqual({
        reference: 'slim:24',
        chainId: null,
      });
      await refuseMovedBases('api', folder, holding({ 'slim:24': ['sha256:11'] }));
    });

    it('stop no image of which nothing was noted', async () => {
      await refuseMovedBases('api', folder, holding({ 'base:1': ['sha256:bb'] }));
    });
  });
});
