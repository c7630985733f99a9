import 'server-only';
import { ApiUnreachable } from './api-error';

export const unreachableMessage =
  'The server can’t be reached right now, so nothing was saved. Try again in a moment.';

/** For actions: the answer, or `instead` when the API cannot be reached. */
export async function reachApi<T>(ask: () => Promise<T>, instead: () => T): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ApiUnreachable) return instead();
    throw error;
  }
}
