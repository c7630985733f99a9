const patience = 15_000;

/** What a server answered that a step did not expect, or why it did not answer. */
export class StepError extends Error {
  override readonly name = 'StepError';
}

export interface Request {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  body?: unknown;
  token?: string;
  cookie?: string;
}

/** Sends one request and gives the answer's text; anything but one of the `expected` status codes fails the step. */
export async function send(url: URL, expected: number[], request: Request = {}): Promise<string> {
  const { method = 'GET', body, token, cookie } = request;
  const what = `${method} ${url.pathname}`;
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    signal: AbortSignal.timeout(patience),
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(cookie ? { cookie } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch((error: Error) => {
    throw new StepError(`${what} got no answer from ${url.origin}: ${reason(error)}`);
  });
  const text = await response.text();
  if (!expected.includes(response.status)) {
    throw new StepError(
      `${what} answered ${response.status} instead of ${expected.join(' or ')}: ${text.slice(0, 300)}`,
    );
  }
  return text;
}

function reason(error: Error): string {
  const cause = error.cause as NodeJS.ErrnoException | undefined;
  return cause?.code ?? cause?.message ?? error.message;
}
