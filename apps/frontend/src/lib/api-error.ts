import type { Problem } from '@habit/contracts';

/** Reaches the error page in the browser as it is, where the message of an error does not. */
export const unreachableDigest = 'api-unreachable';

/** The API gave no answer at all, or none that is its own. */
export class ApiUnreachable extends Error {
  override readonly name = 'ApiUnreachable';
  readonly digest = unreachableDigest;

  constructor(what: string, options?: ErrorOptions) {
    super(`${what} got no answer from the API. Check that it runs at NEXT_PUBLIC_API_URL.`, options);
  }
}

/** An answer that the page asking for it did not expect. */
export class ApiRefused extends Error {
  override readonly name = 'ApiRefused';

  constructor(what: string, problem: Problem) {
    super(`${what} was refused with ${problem.status} ${problem.title}.`);
  }
}

/** One sentence for people. */
export const problemText = (problem: Problem) => problem.detail ?? problem.title;
