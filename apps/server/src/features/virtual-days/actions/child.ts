import { type ChildProcess, fork } from 'node:child_process';
import { setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Job, Said } from '../job.ts';

const program = fileURLToPath(new URL('../../../virtual-day.ts', import.meta.url));
const memoryMegabytes = 1024;
/** Whatever else wants to run goes before it; on Windows: below normal. */
const lowPriority = 10;
const keptCharacters = 2000;

export interface Player {
  /** Ends it at once. */
  kill(): void;
  /** Resolves when the process is gone: undefined when it said all it had to, else why it did not. */
  ended: Promise<string | undefined>;
}

/** Plays a job in a process of its own, which knows nothing of our environment: no carrier's credentials above all. */
export function startPlayer(job: Job, hear: (said: Said) => void): Player {
  const child = fork(program, [], {
    env: { NODE_ENV: 'development' },
    execArgv: [`--max-old-space-size=${memoryMegabytes}`],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let lastWords = '';
  let isDone = false;
  child.stderr?.on('data', (chunk: Buffer) => {
    lastWords = (lastWords + chunk.toString()).slice(-keptCharacters);
  });
  child.on('message', (said: Said) => {
    if (said.type !== 'told') isDone = true;
    hear(said);
  });
  if (child.pid !== undefined) lowerPriority(child.pid);
  child.send(job, () => undefined);
  return {
    kill: () => void child.kill('SIGKILL'),
    ended: endOf(child).then((how) => (isDone ? undefined : sentenceOf(how, lastWords))),
  };
}

function lowerPriority(pid: number): void {
  try {
    setPriority(pid, lowPriority);
  } catch {
    // It has ended already, or the system knows no priorities.
  }
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(`it could not be started (${error.message})`));
    child.once('close', (code, signal) =>
      resolve(signal === null ? `it ended with code ${code}` : `${signal} ended it`),
    );
  });
}

function sentenceOf(how: string, lastWords: string): string {
  if (/heap out of memory/.test(lastWords)) {
    return `The process that played it ran out of memory (${memoryMegabytes} MB). Play a smaller sample.`;
  }
  const line = lastWords
    .split('\n')
    .find((each) => /error/i.test(each))
    ?.trim();
  return `The process that played it broke down: ${how}${line ? `, saying “${line}”` : ''}.`;
}
