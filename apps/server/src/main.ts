// Starts Offhook: reads the environment, starts what is needed, stops on a signal.
import { existsSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { realClock, secureRandom } from '@offhook/kit';
import { carrierSentence } from '#features/workspaces';
import { readConfig } from '#runtime/config';
import { StartupProblem } from '#runtime/startup-problem';
import { type RunningProgram, startProgram } from './program.ts';

const stopWithinMs = 10_000;

try {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const config = readConfig(process.env, process.cwd());
  const program = await startProgram({
    config,
    clock: realClock(),
    random: secureRandom(),
    tell: (line) => console.log(`${line} …`),
  });
  console.log(greeting(program));
  // 'disconnect': whoever started us is gone.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const)
    process.once(signal, () => stopOnce(program));
} catch (error) {
  if (!(error instanceof StartupProblem)) throw error;
  console.error(error.message);
  process.exit(1);
}

function greeting({ app, url, signInLink }: RunningProgram): string {
  const { config } = app.ctx;
  const lines = [
    ['Offhook', url],
    ...(signInLink ? [['Sign in', `${signInLink}  (once)`]] : []),
    ['Carrier', carrierSentence(config.carrier)],
    ['Data', isBelow(config.dataDir) ? relative(process.cwd(), config.dataDir) : config.dataDir],
    ...(config.ignored.length > 0 ? [['Ignored', `${config.ignored.join(', ')}: one PostgreSQL is the engine`]] : []),
  ];
  return `\n${lines.map(([name, text]) => `  ${String(name).padEnd(8)} ${text}`).join('\n')}\n`;
}

function isBelow(folder: string): boolean {
  return folder.startsWith(process.cwd() + sep);
}

let stopping = false;

function stopOnce(program: RunningProgram): void {
  if (!stopping) void stop(program);
  stopping = true;
}

async function stop(program: RunningProgram): Promise<void> {
  console.log('Stopping …');
  // Whatever still hangs after the limit must not keep the process.
  setTimeout(() => process.exit(1), stopWithinMs).unref();
  await program.stop();
  process.exit(0);
}
