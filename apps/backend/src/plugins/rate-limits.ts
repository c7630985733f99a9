import rateLimit from '@fastify/rate-limit';
import type { RateLimitOptions } from '@fastify/rate-limit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../app-types.ts';
import { problem, refuse } from './problems.ts';

export interface Limit {
  max: number;
  seconds: number;
}

export type Limits = typeof defaultLimits;

export const defaultLimits = {
  /** All requests of one address: far above what people do, below what hurts. */
  everything: { max: 6_000, seconds: 60 },
  /** New accounts from one address. */
  register: { max: 60, seconds: 600 },
  /** Attempts at one account from one address, at one account from all, and at all accounts from one. */
  signIn: { max: 10, seconds: 300 },
  signInFromAnywhere: { max: 100, seconds: 300 },
  signInAnywhere: { max: 200, seconds: 300 },
};

export async function addRateLimits(app: App, limits: Limits): Promise<void> {
  await app.register(rateLimit, {
    ...options(limits.everything),
    errorResponseBuilder: (_request, { ttl }) =>
      Object.assign(new Error(tooMany(Math.ceil(ttl / 1000))), { statusCode: 429 }),
  });
}

/** A hook that refuses a route's caller beyond the limit, in addition to the one over everything. */
export function limitBy(app: App, limit: Limit, key: (request: FastifyRequest) => string) {
  const check = app.createRateLimit({ ...options(limit), keyGenerator: key });
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const state = await check(request);
    if (state.isAllowed || !state.isExceeded) return;
    reply.header('retry-after', state.ttlInSeconds);
    return refuse(reply, problem(429, tooMany(state.ttlInSeconds)));
  };
}

const options = ({ max, seconds }: Limit): Pick<RateLimitOptions, 'max' | 'timeWindow'> => ({
  max,
  timeWindow: seconds * 1000,
});

const tooMany = (seconds: number): string => `Too many requests. Wait ${seconds} seconds, then try again.`;
