// A small server process for the tests of the embedded PostgreSQL: start-postgres.ts <data folder> <version>.
// Prints one line of JSON and runs until it is killed, or says in one sentence why it cannot.
import { startEmbeddedPostgres } from '../src/runtime/processes/embedded-postgres.ts';
import { StartupProblem } from '../src/runtime/startup-problem.ts';

const [dataDir = '', version] = process.argv.slice(2);
try {
  const postgres = await startEmbeddedPostgres({
    dataDir,
    version: version === '15' ? 15 : 18,
    log: () => undefined,
  });
  process.on('SIGTERM', () => postgres.stop().then(() => process.exit(0)));
  console.log(JSON.stringify(postgres));
  process.stdin.resume();
} catch (error) {
  if (!(error instanceof StartupProblem)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
