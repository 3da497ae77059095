// Runs one program in the foreground and passes on signals, its own end, and the loss of whoever started us.

import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

// npm passes on a signal that the terminal sends us as well: within this time it is the same one.
const sameSignalMs = 1000;

/** Answers the exit code of the program. A second signal, a second or more after the first, kills it at once. */
export function runChild(command, args, { env = process.env } = {}) {
  // A process group of its own: else Ctrl-C in a terminal reaches the program twice, from the terminal and from us.
  // The channel closes when this process dies in any way, so a program that listens for 'disconnect' never outlives it.
  const child = spawn(command, args, {
    env,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    detached: process.platform !== 'win32',
  });
  let asked = false;
  let impatient = false;
  const stop = (signal) => {
    if (impatient) child.kill('SIGKILL');
    if (asked) return;
    asked = true;
    setTimeout(() => {
      impatient = true;
    }, sameSignalMs).unref();
    if (process.platform === 'win32' && child.connected) child.disconnect();
    else child.kill(signal);
  };
  for (const signal of signals) process.on(signal, stop);
  watchStarter(() => {
    if (!asked) stop('SIGTERM');
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}

// Only below npm: a shell that starts us in the background may well end before we do.
function watchStarter(onLost) {
  if (!process.env.npm_lifecycle_event) return;
  const starter = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === starter && isAlive(starter)) return;
    clearInterval(timer);
    onLost();
  }, 1000);
  timer.unref();
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
