import { manualClock } from '@offhook/kit';
import { expect, test } from 'vitest';
import { makeThread } from './thread.ts';

const script = (body: string) =>
  new URL(
    `data:text/javascript,${encodeURIComponent(
      `import { parentPort } from 'node:worker_threads';
       let asked = 0;
       parentPort.on('message', (request) => { asked += 1; ${body} });`,
    )}`,
  );
const failing = script(`
  if (request === 'hang') for (;;);
  if (request === 'throw') throw new Error('out of tune');
  if (request === 'exit') process.exit(3);
  if (request === 'fill') { const held = []; for (;;) held.push(new Array(1e6).fill(1)); }
  parentPort.postMessage(request + ' as number ' + asked);`);

test('answers come in the order of asking', async () => {
  const thread = makeThread<string, string>(failing, 60_000);
  expect(await Promise.all([thread.ask('one'), thread.ask('two')])).toEqual(['one as number 1', 'two as number 2']);
  await thread.close();
});

test.each(['throw', 'exit', 'fill'])(
  'a thread that is made to %s fails that request alone; what waited gets a new thread',
  async (bad) => {
    const thread = makeThread<string, string>(failing, 60_000);
    const [first, second] = await Promise.allSettled([thread.ask(bad), thread.ask('next')]);
    expect(first).toMatchObject({ status: 'rejected', reason: { name: 'ThreadEnded', how: 'died' } });
    expect(second).toEqual({ status: 'fulfilled', value: 'next as number 1' });
    await thread.close();
  },
);

test('a thread that hangs is ended when its time is over; what waited gets a new thread', async () => {
  const clock = manualClock(new Date('2026-11-02T15:00:00Z'));
  const thread = makeThread<string, string>(failing, 60_000, clock);
  const answers = Promise.allSettled([thread.ask('hang'), thread.ask('next')]);
  await clock.passes(59_999);
  expect(thread.waiting()).toBe(1);
  await clock.passes(1);
  const [first, second] = await answers;
  expect(first).toMatchObject({ status: 'rejected', reason: { name: 'ThreadEnded', how: 'overran' } });
  expect(second).toEqual({ status: 'fulfilled', value: 'next as number 1' });
  expect(clock.untilNextTimerMs()).toBeUndefined();
  await thread.close();
});

test('closing fails what is under way and what waits', async () => {
  const thread = makeThread<string, string>(failing, 60_000);
  const answers = Promise.allSettled([thread.ask('hang'), thread.ask('next')]);
  expect(thread.waiting()).toBe(1);
  await thread.close();
  for (const answer of await answers) expect(answer).toMatchObject({ status: 'rejected', reason: { how: 'closed' } });
});
