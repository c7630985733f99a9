import { randomUUID } from 'node:crypto';
import { LogController } from 'fastify';
import type { FastifyServerOptions } from 'fastify';
import type { App } from '../app-types.ts';

export interface LogOptions {
  level: string;
  /** Standard output when absent. */
  stream?: { write(line: string): void };
}

/** What a line may hold. Headers and bodies, and so passwords, tokens and cookies, are never part of it. */
export function logOptions({ level, stream }: LogOptions): FastifyServerOptions {
  return {
    logger: { level, ...(stream ? { stream } : {}), serializers: { err: describeError } },
    // One line per request, below, instead of the framework's two.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: (request) => {
      const given = request.headers['x-request-id'];
      return typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
    },
  };
}

export function addRequestLog(app: App): void {
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  app.addHook('onResponse', async (request, reply) => {
    const { method, url, ip } = request;
    const path = url.split('?')[0];
    request.log.info(
      { method, path, ip, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      'answered',
    );
  });
}

type LoggedError = {
  type: string;
  message: string;
  stack: string;
  code?: string;
  cause?: LoggedError;
};

/** Only what helps: a database error's `detail` would quote the row that it refused. */
function describeError(error: Error & { code?: string }): LoggedError {
  const { name, message, code, stack, cause } = error;
  const because = cause instanceof Error ? { cause: describeError(cause) } : {};
  return { type: name, message, stack: stack ?? '', ...(code ? { code } : {}), ...because };
}
