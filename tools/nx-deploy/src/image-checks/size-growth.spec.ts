import { compareLayers } from './size-growth.ts';

describe('compareLayers', () => {
  it('tells what each line gained since another image', () => {
    const before = [
      { createdBy: 'FROM base', size: 100 },
      { createdBy: 'COPY dist', size: 10 },
    ];
    const now = [
      { createdBy: 'FROM base', size: 100 },
      { createdBy: 'COPY dist', size: 25 },
      { createdBy: 'COPY more', size: 5 },
    ];
    expect(compareLayers(now, before).map(({ growth }) => growth)).toEqual([0, 15, 5]);
  });

  it('compares lines of the same text in their order', () => {
    const twice = [
      { createdBy: 'COPY .', size: 3 },
      { createdBy: 'COPY .', size: 7 },
    ];
    expect(compareLayers(twice, twice).map(({ growth }) => growth)).toEqual([0, 0]);
  });

  it('compares a changed line with the one it was', () => {
    const before = [
      { createdBy: 'RUN npm ci', size: 90 },
      { createdBy: 'COPY dist', size: 10 },
    ];
    const now = [
      { createdBy: 'RUN npm ci --omit=dev', size: 70 },
      { createdBy: 'COPY dist', size: 12 },
      { createdBy: 'RUN more', size: 5 },
    ];
    expect(compareLayers(now, before).map(({ growth }) => growth)).toEqual([-20, 2, 5]);
  });
});
