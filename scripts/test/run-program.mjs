// Runs one program to its end, with a sign of life every few seconds, and stops it when this process is told to stop.
import { spawn } from 'node:child_process';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

export function runProgram(command, args, { env, cwd, show }) {
  // A process group of its own: else Ctrl-C in a terminal reaches it twice, and it has no time to stop its database.
  const child = spawn(command, args, {
    env,
    cwd,
    stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
    detached: process.platform !== 'win32',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      output += chunk;
    });
  }
  let seconds = 0;
  const progress = setInterval(() => {
    seconds += 5;
    console.log(`  … ${seconds} s`);
  }, 5000);
  let told;
  const stop = (signal) => {
    child.kill(told ? 'SIGKILL' : signal);
    told = signal;
  };
  for (const signal of signals) process.on(signal, stop);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(progress);
      for (const signal of signals) process.off(signal, stop);
      if (told) {
        killGroup(child.pid);
        process.exit(130);
      }
      resolve({ code: code ?? 1, output });
    });
  });
}

// What it started itself, such as Vitest's workers, may go on for seconds after its end.
function killGroup(pid) {
  if (process.platform === 'win32') return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
