// Starts Offhook: reads the environment, starts what is needed, stops on a signal.
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { realClock, secureRandom } from '@offhook/kit';
import { carrierSentence } from '#features/workspaces';
import { readConfig } from '#runtime/config';
import { StartupProblem } from '#runtime/startup-problem';
import { type RunningProgram, startProgram } from './program.ts';

const stopWithinMs = 10_000;

const stopping = new AbortController();
// 'disconnect': whoever started us is gone.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const) process.on(signal, () => stopping.abort());

try {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const config = readConfig(process.env, process.cwd());
  const tell = (line: string) => console.log(`${line} …`);
  const powers = { config, clock: realClock(), random: secureRandom(), tell, signal: stopping.signal };
  const program = await startProgram(powers);
  console.log(greeting(program));
  if (!stopping.signal.aborted) await once(stopping.signal, 'abort');
  await stop(program);
} catch (error) {
  if (stopping.signal.aborted) process.exit(0);
  if (!(error instanceof StartupProblem)) throw error;
  console.error(error.message);
  process.exit(1);
}

function greeting({ app, url, signInLink, hasPeople }: RunningProgram): string {
  const { config } = app.ctx;
  const lines = [
    ['Offhook', url],
    ...(signInLink ? [['Sign in', `${signInLink}  (once)`]] : []),
    ...(hasPeople
      ? []
      : [['Sign in', 'nobody can yet: set OFFHOOK_ADMIN_EMAIL and OFFHOOK_ADMIN_PASSWORD and start again']]),
    ['Carrier', carrierSentence(config.carrier)],
    ['Data', isBelow(config.dataDir) ? relative(process.cwd(), config.dataDir) : config.dataDir],
    ...(config.ignored.length > 0 ? [['Ignored', `${config.ignored.join(', ')}: one PostgreSQL is the engine`]] : []),
  ];
  return `\n${lines.map(([name, text]) => `  ${String(name).padEnd(8)} ${text}`).join('\n')}\n`;
}

function isBelow(folder: string): boolean {
  return folder.startsWith(process.cwd() + sep);
}

async function stop(program: RunningProgram): Promise<void> {
  console.log('Stopping …');
  // Whatever still hangs after the limit must not keep the process.
  setTimeout(() => process.exit(1), stopWithinMs).unref();
  await program.stop();
  process.exit(0);
}
