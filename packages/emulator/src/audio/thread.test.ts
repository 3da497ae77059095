import { expect, onTestFinished, test } from 'vitest';
import { makeThread, ThreadEnded } from './thread.ts';

function threadOf(body: string) {
  const script = `import { parentPort } from 'node:worker_threads'; parentPort.on('message', (n) => { ${body} });`;
  const thread = makeThread<number, number>(
    new URL(`data:text/javascript,${encodeURIComponent(script)}`),
    'test thread',
  );
  onTestFinished(() => thread.close());
  return thread;
}

test('requests are answered one at a time, in their order', async () => {
  const thread = threadOf('setImmediate(() => parentPort.postMessage(n * n));');
  expect(await Promise.all([3, 1, 2].map(thread.ask))).toEqual([9, 1, 4]);
});

test('a thread that dies fails what is under way and is started again for what waits', async () => {
  const thread = threadOf('if (n === 2) process.exit(7); parentPort.postMessage(n);');
  const answers = await Promise.allSettled([1, 2, 3].map(thread.ask));
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(answers[1]).toMatchObject({ reason: new ThreadEnded('The test thread ended with code 7') });
});

test('an error in the thread is told in the failure', async () => {
  const thread = threadOf('throw new Error("out of tune");');
  await expect(thread.ask(1)).rejects.toThrow(/ended with code 1: Error: out of tune/);
});
