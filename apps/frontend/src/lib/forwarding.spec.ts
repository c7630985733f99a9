import { changesState, forwardedHeaders, isSameOrigin, problemResponse, returnedHeaders } from './forwarding';

describe('what goes on to the API', () => {
  it('turns the session into a bearer token, and keeps every cookie here', () => {
    const forwarded = forwardedHeaders(
      new Headers({ cookie: 'habit_session=t', accept: 'application/json' }),
      't',
    );
    expect(Object.fromEntries(forwarded)).toEqual({ accept: 'application/json', authorization: 'Bearer t' });
  });

  it('leaves a token alone that the caller brought', () => {
    expect(
      forwardedHeaders(new Headers({ authorization: 'Bearer own' }), 'session').get('authorization'),
    ).toBe('Bearer own');
  });

  it.each(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'host', 'content-length', 'expect'])(
    'drops %s, which speaks of the browser’s connection',
    (name) => {
      expect(forwardedHeaders(new Headers({ [name]: '1' }), undefined).has(name)).toBe(false);
    },
  );

  it.each(['content-encoding', 'content-length', 'transfer-encoding', 'connection'])(
    'drops %s on the way back',
    (name) => {
      expect(returnedHeaders(new Headers({ [name]: '1', etag: 'x' })).has(name)).toBe(false);
      expect(returnedHeaders(new Headers({ [name]: '1', etag: 'x' })).get('etag')).toBe('x');
    },
  );
});

describe('whether one of our pages asks', () => {
  const same = (headers: Record<string, string>) => isSameOrigin(new Headers(headers));

  it('believes the browser', () => {
    expect(same({ 'sec-fetch-site': 'same-origin' })).toBe(true);
    expect(same({ 'sec-fetch-site': 'same-site' })).toBe(false);
    expect(
      same({ 'sec-fetch-site': 'cross-site', origin: 'http://here.example', host: 'here.example' }),
    ).toBe(false);
  });

  it('compares the origin with the host where the browser is too old to say', () => {
    expect(same({ origin: 'http://here.example:3000', host: 'here.example:3000' })).toBe(true);
    expect(same({ origin: 'http://there.example', host: 'here.example' })).toBe(false);
    expect(
      same({ origin: 'https://here.example', host: 'pod:3000', 'x-forwarded-host': 'here.example' }),
    ).toBe(true);
    expect(same({ origin: 'null', host: 'here.example' })).toBe(false);
    expect(same({ host: 'here.example' })).toBe(false);
  });

  it('asks only of what changes something', () => {
    expect(['GET', 'HEAD', 'OPTIONS'].map(changesState)).toEqual([false, false, false]);
    expect(['POST', 'PUT', 'PATCH', 'DELETE'].map(changesState)).toEqual([true, true, true, true]);
  });
});

it('answers with a problem of its own', async () => {
  const response = problemResponse(502, 'Bad Gateway', 'Gone.');
  expect(response.status).toBe(502);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(await response.json()).toEqual({
    type: 'about:blank',
    title: 'Bad Gateway',
    status: 502,
    detail: 'Gone.',
  });
});
