import { setTimeout as pause } from 'node:timers/promises';
import { Trouble } from './console.js';

/**
 * One request to the API of the app at `url`; waits when it is told to slow down.
 * @param {string} url
 * @param {string} method
 * @param {string} path
 * @param {{ token?: string, body?: unknown, accept?: number[] }} request `accept`: refusals that are an answer too
 * @returns {Promise<any>} undefined for an accepted refusal
 */
export async function ask(url, method, path, { token, body, accept = [] }) {
  for (;;) {
    const response = await send(`${url}/api/v1${path}`, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (response.ok) return response.status === 204 ? undefined : response.json();
    const problem = await response.text();
    if (accept.includes(response.status)) return undefined;
    if (response.status !== 429) {
      throw new Trouble(`${method} ${path} answered ${response.status}: ${problem}`);
    }
    await pause(1000 * Number(response.headers.get('retry-after') ?? 1));
  }
}

/**
 * @param {string} address
 * @param {RequestInit & { method: string }} request
 */
async function send(address, request) {
  try {
    return await fetch(address, request);
  } catch (error) {
    // A server closes a connection that was idle for long, perhaps at the moment when it is used again. Whatever means
    // the same when it arrives twice is sent once more, on a new connection.
    if (request.method === 'POST') throw unreachable(address, error);
    return fetch(address, request).catch((again) => Promise.reject(unreachable(address, again)));
  }
}

/**
 * @param {string} address
 * @param {unknown} error
 */
function unreachable(address, error) {
  const { message, cause } = /** @type {Error} */ (error);
  const reason = cause instanceof Error ? cause.message : message;
  return new Trouble(`${new URL(address).origin} does not answer: ${reason}`);
}
