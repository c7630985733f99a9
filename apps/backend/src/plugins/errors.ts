import type { Socket } from 'node:net';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Problem } from '@habit/contracts';
import { problemContentType } from '@habit/contracts';
import type { App } from '../app-types.ts';
import { isUnavailable } from '../db/database-errors.ts';
import { problem, refuse, unavailable } from './problems.ts';
import { refusedFields } from './validation.ts';

/** Everything that is not an answer becomes an RFC 9457 problem here. */
export function addErrors(app: App): void {
  const methodsOf = rememberRoutes(app);
  app.setErrorHandler(answerError);
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? '';
    const methods = methodsOf(path);
    if (methods.length === 0) return refuse(reply, problem(404, `There is nothing at ${path}.`));
    reply.header('allow', methods.join(', '));
    return refuse(reply, problem(405, `${path} takes ${methods.join(', ')}, not ${request.method}.`));
  });
}

export function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const answer = problemOf(error);
  if (answer.status === 503) request.log.warn({ err: error }, 'the database is unavailable');
  else if (answer.status >= 500) request.log.error({ err: error }, 'the request failed');
  refuse(reply, answer);
}

function problemOf(error: FastifyError): Problem {
  if (error.validation) {
    const fields = refusedFields(error.validation, error.validationContext ?? 'body');
    return problem(400, 'Some fields were refused. See errors.', fields);
  }
  if (isUnavailable(error)) {
    return unavailable('The database cannot be reached at the moment. Try again shortly.');
  }
  const status = error.statusCode ?? 500;
  if (status >= 500) return problem(500, 'Something went wrong on our side. Try again; the log knows more.');
  return problem(status, details[error.code] ?? error.message);
}

// Where the framework's own words do not say what mends it.
const details: Record<string, string> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'The body is not valid JSON.',
  FST_ERR_CTP_EMPTY_JSON_BODY:
    'The body is empty, but its content type says JSON. Send JSON, or no content type.',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'The body must be JSON, with the content type application/json.',
  FST_ERR_CTP_BODY_TOO_LARGE: 'The body is too large.',
  FST_ERR_BAD_URL: 'The address of the request is not valid.',
  FST_ERR_MAX_PARAM_LENGTH: 'The address of the request is too long.',
};

/** Requests that are not HTTP enough to reach a route; there is nothing but the socket to answer on. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const status = clientErrors[error.code ?? ''] ?? 400;
  const answer = problem(status, 'The request could not be read.');
  const body = JSON.stringify(answer);
  socket.end(
    `HTTP/1.1 ${status} ${answer.title}\r\nContent-Type: ${problemContentType}\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

const clientErrors: Record<string, number> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

/** The router does not tell which other methods a path has, so the routes are noted as they come. */
function rememberRoutes(app: App): (path: string) => string[] {
  const routes: { pattern: RegExp; methods: string[] }[] = [];
  app.addHook('onRoute', ({ url, method }) => {
    const pattern = new RegExp(`^${url.replace(/:\w+/g, '[^/]+').replaceAll('*', '.*')}$`);
    routes.push({ pattern, methods: [method].flat() });
  });
  return (path) => {
    const methods = routes.filter((route) => route.pattern.test(path)).flatMap((route) => route.methods);
    return [...new Set(methods)].sort();
  };
}
