// graphile-worker runs jobs that do nothing, each fetched and completed by itself, as it does by default.
// GET /add?jobs=N adds jobs, GET /run runs all there are; each answers the microseconds of processor time used so far.
import { createServer } from 'node:http';
import { Logger, runMigrations, runOnce } from 'graphile-worker';
import { Pool } from 'pg';

const concurrency = 24;
const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: concurrency + 1 });
pool.on('error', () => undefined);
pool.on('connect', (client) => client.on('error', () => undefined));
const quiet = { logger: new Logger(() => () => undefined), pgPool: pool };
await runMigrations(quiet);

const server = createServer(async (request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (url.pathname === '/add') {
    await pool.query(`select graphile_worker.add_job('nothing') from generate_series(1, $1::int)`, [
      Number(url.searchParams.get('jobs')),
    ]);
  }
  if (url.pathname === '/run') {
    await runOnce({ ...quiet, concurrency, noHandleSignals: true, taskList: { nothing: () => undefined } });
  }
  const { user, system } = process.cpuUsage();
  response.end(String(user + system));
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(typeof address === 'object' && address ? address.port : '');
});
