import { refusedBy, text } from './form-state';

const formOf = (fields: [string, string][]) => {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return form;
};

const problem = (errors: { pointer: string; in: string; message: string }[]) => ({
  type: 'about:blank',
  title: 'Bad Request',
  status: 400,
  detail: 'Some fields were refused.',
  errors,
});

describe('a form that was refused', () => {
  it('shows each error at its field, the first of several', () => {
    const state = refusedBy(
      problem([
        { pointer: '/schedule/times', in: 'body', message: 'must be at most 7' },
        { pointer: '/schedule', in: 'body', message: 'must be something else' },
        { pointer: '/email', in: 'body', message: 'Taken already.' },
      ]),
      formOf([]),
    );
    expect(state.errors).toEqual({ schedule: 'This must be at most 7.', email: 'Taken already.' });
    expect(state.message).toBeUndefined();
  });

  it('says what belongs to no field in one sentence', () => {
    expect(
      refusedBy(problem([{ pointer: '', in: 'body', message: 'must be an object' }]), formOf([])).message,
    ).toBe('Some fields were refused.');
    expect(refusedBy({ type: 'about:blank', title: 'Conflict', status: 409 }, formOf([])).message).toBe(
      'Conflict',
    );
  });

  it('keeps what was typed, but no password and nothing of the framework', () => {
    const form = formOf([
      ['email', 'a@b.example'],
      ['password', 'a secret sentence'],
      ['weekdays', '1'],
      ['weekdays', '3'],
      ['$ACTION_KEY', 'k1'],
    ]);
    expect(refusedBy(problem([]), form).values).toEqual({ email: ['a@b.example'], weekdays: ['1', '3'] });
  });

  it('reads text without the white space around it', () => {
    expect(text(formOf([['name', '  Read  ']]), 'name')).toBe('Read');
    expect(text(formOf([]), 'name')).toBe('');
  });
});
