// Services of which each breaks one promise that container-test checks, and keeps all others.

const server = (answer, onSignal = '() => server.close()') => `
import { createServer } from 'node:http';
process.on('SIGTERM', ${onSignal});
const server = createServer(${answer}).listen(8000);
`;
const fine = '(_, reply) => reply.end("fine")';
/** Answers a request when it has come as a whole. */
const takesUploads =
  '(request, reply) => request.resume().on("end", () => setTimeout(() => reply.end("fine"), 500))';
const pages = { '/': 'fine' };
const token = { environment: { TOKEN: '${token}' }, pages };
const refuses = (says, value = null) => [{ environment: { TOKEN: value }, says }];
/** Ends with code 1 and a message where a line of the process's own state says that it may not do all. */
const wants = (line) => `
import { readFileSync } from 'node:fs';
if (/^${line}$/m.test(readFileSync('/proc/self/status', 'utf8'))) process.exit(1);
${server(fine)}`;
const ended = /ended with code 1 instead of starting/;

/** Keeps every promise there is. */
export const good = {
  program: `
if (!process.env.TOKEN || process.env.TOKEN === 'short') {
  console.error(process.env.TOKEN ? 'TOKEN is too short.' : 'TOKEN is missing.');
  process.exit(1);
}
${server(takesUploads)}`,
  test: {
    ...token,
    refuses: [...refuses('TOKEN is missing'), ...refuses('TOKEN is too short', 'short')],
    upload: '/',
    graceSeconds: 10,
  },
};

/**
 * `says` is the sentence that must be read; `target` what must say it, container-test when left out. Those that are
 * `fineElsewhere` start in a plain container, so that nothing but the strict one can be what stops them.
 */
export const broken = {
  // What is built.
  root: { program: server(fine), user: '0', target: 'docker-build', says: /it runs as root/ },
  absent: {
    program: server(fine),
    lines: ['EXPOSE 8000', 'CMD ["index.mjs"]'],
    target: 'docker-build',
    says: /could not start: .*index\.mjs/,
  },
  closed: { program: server(fine), lines: ['CMD ["main.mjs"]'], says: /exposes no port/ },

  // The strictest container.
  writer: {
    program: `import { writeFileSync } from 'node:fs';\nwriteFileSync('/tmp/state', '');\n${server(fine)}`,
    test: { pages },
    fineElsewhere: true,
    says: ended,
  },
  capable: { program: wants('CapBnd:\\s+0+'), test: { pages }, fineElsewhere: true, says: ended },
  climber: { program: wants('NoNewPrivs:\\s+1'), test: { pages }, fineElsewhere: true, says: ended },
  proud: {
    program: `if (process.getuid() !== 65532) process.exit(1);\n${server(fine)}`,
    test: { pages },
    fineElsewhere: true,
    says: ended,
  },

  // What it answers.
  unwell: {
    program: server('(_, reply) => { reply.statusCode = 503; reply.end("no"); }'),
    test: { pages, startSeconds: 3 },
    says: /was not ready within 3 s/,
  },
  pale: {
    program: server(fine),
    lines: [
      'EXPOSE 8000',
      'HEALTHCHECK CMD ["/nodejs/bin/node", "-e", "process.exit(1)"]',
      'CMD ["main.mjs"]',
    ],
    test: { pages },
    says: /answers, but is not healthy to the engine/,
  },
  mute: {
    program: server(fine),
    test: { pages: { '/': 'splendid' } },
    says: /\/ answered without "splendid"/,
  },
  lost: {
    program: server('(r, reply) => { reply.statusCode = r.url === "/" ? 200 : 404; reply.end("fine"); }'),
    test: { pages: { '/docs': '' } },
    says: /\/docs answered 404/,
  },
  aimless: { program: server(fine), test: { pages, journey: true }, says: /the journey stopped at "/ },
  lonely: {
    program: server(fine),
    // Given nothing to do, it ends at once.
    test: {
      pages,
      services: { db: { image: 'gcr.io/distroless/nodejs24-debian13:nonroot', readyCommand: ['/true'] } },
    },
    says: /db ended with code 0 instead of starting/,
  },

  // What it does without its variables.
  content: {
    program: server(fine),
    test: { ...token, refuses: refuses('TOKEN is missing'), startSeconds: 10 },
    says: /without TOKEN it goes on running/,
  },
  credulous: {
    program: `if (!process.env.TOKEN) { console.error('TOKEN is missing'); process.exit(1); }\n${server(fine)}`,
    test: { ...token, refuses: refuses('TOKEN is too short', 'short'), startSeconds: 10 },
    says: /with a wrong TOKEN it goes on running/,
  },
  cheerful: {
    program: `if (!process.env.TOKEN) process.exit(0);\n${server(fine)}`,
    test: { ...token, refuses: refuses('TOKEN is missing') },
    says: /without TOKEN it ended with code 0, not 1/,
  },
  silent: {
    program: `if (!process.env.TOKEN) process.exit(1);\n${server(fine)}`,
    test: { ...token, refuses: refuses('TOKEN is missing') },
    says: /ended without saying "TOKEN is missing"/,
  },

  // What it says.
  talker: {
    program: `console.log(process.env.TOKEN);\n${server(fine)}`,
    test: token,
    says: /wrote a value of its environment into its log/,
  },
  gossip: {
    program: `
if (!process.env.MODE) {
  console.error('MODE is missing', process.env);
  process.exit(1);
}
${server(fine)}`,
    test: {
      environment: { TOKEN: '${token}', MODE: 'calm' },
      pages,
      refuses: [{ environment: { MODE: null }, says: 'MODE is missing' }],
    },
    says: /-refuses wrote a value of its environment into its log/,
  },

  // How it ends.
  deaf: {
    program: server(fine, '() => undefined'),
    test: { pages, graceSeconds: 2 },
    says: /did not end within 2 s of SIGTERM/,
  },
  sick: {
    program: server(fine, '() => process.exit(3)'),
    test: { pages },
    says: /ended with code 3 when it was stopped/,
  },
  cutter: {
    program: server(takesUploads, '() => process.exit(0)'),
    test: { pages, upload: '/' },
    says: /10 of 10 requests were cut when it was stopped/,
  },
  hasty: {
    program: server(takesUploads, '() => { server.closeAllConnections(); server.close(); }'),
    test: { pages, upload: '/' },
    says: /10 of 10 requests were cut when it was stopped/,
  },
};
