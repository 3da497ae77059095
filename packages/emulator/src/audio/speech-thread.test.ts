import { expect, onTestFinished, test } from 'vitest';
import { makeSpeechThread, SpeechFailed } from './speech-thread.ts';
import type { SpeechRequest } from './speech-worker.ts';

const hello: SpeechRequest = { text: 'Hello', voice: 'kal16', rate: 1, pitch: 1 };

function threadOf(script: URL) {
  const thread = makeSpeechThread(script);
  onTestFinished(() => thread.close());
  return thread;
}

test('a thread that dies fails the request under way by name, and the next request starts it again', async () => {
  const diesOnSecond = `
    import { parentPort } from 'node:worker_threads';
    let requests = 0;
    parentPort.on('message', ({ rate }) => {
      requests += 1;
      if (requests === 2) process.exit(3);
      parentPort.postMessage({ samples: Int16Array.of(rate, requests) });
    });`;
  const thread = threadOf(new URL(`data:text/javascript,${encodeURIComponent(diesOnSecond)}`));
  const answers = await Promise.allSettled([1, 2, 3].map((rate) => thread.say({ ...hello, rate })));
  expect(answers).toEqual([
    { status: 'fulfilled', value: Int16Array.of(1, 1) },
    { status: 'rejected', reason: new SpeechFailed('The speech thread ended with code 3') },
    { status: 'fulfilled', value: Int16Array.of(3, 1) },
  ]);
});

test('a thread that cannot start says so for every request and is not tried for ever', async () => {
  const thread = threadOf(new URL('data:text/javascript,throw new Error("no voice today")'));
  await expect(thread.say(hello)).rejects.toThrow(/no voice today/);
  await expect(thread.say(hello)).rejects.toThrow(SpeechFailed);
});

test('closing fails what is under way and what waits, and a later request is spoken', async () => {
  const thread = threadOf(new URL('./speech-worker.ts', import.meta.url));
  const asked = Promise.allSettled([thread.say(hello), thread.say(hello)]);
  await thread.close();
  for (const answer of await asked) expect(answer).toMatchObject({ reason: { name: 'SpeechFailed' } });
  expect((await thread.say(hello)).length).toBeGreaterThan(1000);
});

test.each(['slt', 'rms', 'awb', 'kal16'] as const)('two threads speak the same words as %s alike', async (voice) => {
  const say = () => threadOf(new URL('./speech-worker.ts', import.meta.url)).say({ ...hello, voice, pitch: 1.1 });
  expect(await say()).toEqual(await say());
});

test('closing a thread that never spoke does nothing', async () => {
  await threadOf(new URL('./speech-worker.ts', import.meta.url)).close();
});
