import { manualClock, seededRandom } from '@offhook/kit';
import { expect, test } from 'vitest';
import { emulatorOver, makeExchange } from '../src/emulator.ts';
import { accountSid, authToken, ours } from './box.ts';

test('cookies of callbacks that come after the last one of their call are not kept for ever', async () => {
  const clock = manualClock(new Date('2026-01-05T09:00:00Z'));
  let answered = 0;
  const options = {
    ...{ accountSid, authToken, clock, random: seededRandom(1) },
    fetch: async () => {
      answered += 1;
      return new Response(null, { status: 204, headers: { 'set-cookie': `visit=${answered}; Path=/` } });
    },
    mischief: [{ on: { callback: 'status', event: 'initiated' }, do: { fault: 'delay' as const, delayMs: 60_000 } }],
  };
  const exchange = makeExchange(options);
  const emulator = emulatorOver(exchange, options);
  const statusCallback = {
    StatusCallback: 'http://application.test/status',
    StatusCallbackEvent: 'initiated completed',
  };
  emulator.calls.create({ To: '+12025550123', From: ours, Twiml: '<Response/>', ...statusCallback });
  await clock.passes(300_000);
  expect(answered).toBe(2);
  expect(exchange.web.sessions.size).toBe(0);
  await emulator.stop();
});
