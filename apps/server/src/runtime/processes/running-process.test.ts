import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { realClock } from '@offhook/kit';
import { expect, test } from 'vitest';
import { commandOf, endsWithin, isRunning, signalProcess, startOf } from './running-process.ts';

test('this process runs, began once, and has a command line', () => {
  expect(isRunning(process.pid)).toBe(true);
  expect(startOf(process.pid)).toBe(startOf(process.pid));
  expect(startOf(process.pid)).not.toBe(startOf(process.ppid));
  if (process.platform !== 'win32') expect(commandOf(process.pid)).toContain('node');
});

test('a process that has ended runs no more, has no command line and takes signals in silence', () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  expect(isRunning(pid)).toBe(false);
  expect(commandOf(pid)).toBeUndefined();
  expect(() => signalProcess(pid, 'SIGTERM')).not.toThrow();
});

test('waiting for an end is limited', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  const pid = child.pid ?? 0;
  await once(child, 'spawn');
  expect(await endsWithin(pid, 0, realClock())).toBe(false);
  signalProcess(pid, 'SIGKILL');
  expect(await endsWithin(pid, 10_000, realClock())).toBe(true);
});

if (process.platform === 'linux') {
  test('a process that ended and was not reaped counts as gone', async () => {
    // The shell becomes a sleeper that never reaps the child it had.
    const parent = spawn('sh', ['-c', 'sleep 60 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] });
    try {
      const [line] = await once(parent.stdout, 'data');
      const pid = Number(String(line));
      // Before it became the sleeper the shell would still reap its child.
      await expect.poll(() => commandOf(parent.pid ?? 0)).toMatch(/^sleep/);
      signalProcess(pid, 'SIGKILL');
      expect(await endsWithin(pid, 10_000, realClock())).toBe(true);
      expect(() => process.kill(pid, 0)).not.toThrow();
    } finally {
      parent.kill('SIGKILL');
    }
  });
}
