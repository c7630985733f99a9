import { dayState } from './day-state';

describe('how a day looks', () => {
  it('is done whenever it was done, due or not', () => {
    expect(dayState({ done: true, due: false, outcome: null })).toBe('done');
    expect(dayState({ done: true, due: true, outcome: 'missed' })).toBe('done');
  });

  it('is not held against anybody when the week was met, or nothing was due', () => {
    expect(dayState({ done: false, due: true, outcome: 'met' })).toBe('kept');
    expect(dayState({ done: false, due: false, outcome: null })).toBe('free');
    expect(dayState({ done: false, due: true, outcome: 'excused' })).toBe('free');
    expect(dayState({ done: false, due: true, outcome: null })).toBe('free');
  });

  it('tells missed, open and bridged apart', () => {
    expect(dayState({ done: false, due: true, outcome: 'missed' })).toBe('missed');
    expect(dayState({ done: false, due: true, outcome: 'open' })).toBe('open');
    expect(dayState({ done: false, due: true, outcome: 'frozen' })).toBe('frozen');
  });
});
