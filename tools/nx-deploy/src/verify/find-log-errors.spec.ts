import { findLogErrors } from './find-log-errors.ts';

it.each([
  '{"level":50,"time":1,"msg":"it broke"}',
  '{"level":"error","msg":"it broke"}',
  '{"severity":"CRITICAL","message":"it broke"}',
  '2026-03-04 10:00:00.000 UTC [17] PANIC:  could not write to file',
  '2026-03-04 10:00:00.000 UTC [17] FATAL:  password authentication failed for user "habit"',
  "TypeError: Cannot read properties of undefined (reading 'id')",
  ' ⨯ Failed to start server',
  '[unhandledRejection] no',
  'Traceback (most recent call last):',
  'ERROR in ./main',
])('takes for an error: %s', (line) => expect(findLogErrors(`fine\n${line}\nfine`)).toEqual([line]));

it.each([
  '{"level":40,"msg":"Waiting for the database (attempt 1): connect ECONNREFUSED"}',
  '{"level":30,"msg":"no ERROR at all"}',
  '2026-03-04 10:00:00.000 UTC [17] FATAL:  the database system is starting up',
  '2026-03-04 10:00:00.000 UTC [17] ERROR:  duplicate key value violates unique constraint "users_email"',
  '▲ Next.js 16',
  'GET /errors 200',
])('leaves in peace: %s', (line) => expect(findLogErrors(line)).toEqual([]));
