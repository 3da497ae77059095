import { changeSetting, topUpWallet } from '@offhook/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePayer, minute, type Placed } from '../../../test/payer.ts';
import { makeWorld, type World } from '../../../test/world.ts';

let world: World;
let payer: ReturnType<typeof makePayer>;
beforeAll(async () => {
  world = await makeWorld();
  payer = makePayer(world);
  await world.admin(changeSetting, { params: { key: 'wallet_enabled' }, body: { value: true } });
});
afterAll(() => world.close());

test('a call stands once in the ledger, whoever writes the second', async () => {
  const again = `insert into wallet_lines select tenant_id, line + 1, gen_random_uuid(), kind, micros,
    balance_after_micros, call_id, revision, by, note, at from wallet_lines where call_id = $1`;
  await payer.startWith(minute);
  const call = await payer.place(60);
  if (!call) throw new Error('There is money for this call.');
  await payer.end(call.id, { answered: true, seconds: 5 });
  await payer.settle(call.id);
  expect(await payer.linesOf(call.id)).toEqual([['charge', '-0.021']]);
  await expect(payer.query(again, [call.id])).rejects.toMatchObject({ constraint: 'wallet_lines_call' });
});

type Step =
  | { do: 'place'; limit: number; crash: boolean }
  | { do: 'end'; call: number; answered: boolean; part: number; known: boolean }
  | { do: 'learn'; call: number; part: number }
  | { do: 'top-up'; micros: number }
  | { do: 'settle' | 'delete'; call: number };

const call = fc.nat(5);
const part = fc.double({ min: 0, max: 1, noNaN: true });
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant('place' as const), limit: fc.integer({ min: 1, max: 400 }), crash: fc.boolean() }),
    fc.record({ do: fc.constant('end' as const), call, answered: fc.boolean(), part, known: fc.boolean() }),
    fc.record({ do: fc.constant('learn' as const), call, part }),
    fc.record({ do: fc.constant('top-up' as const), micros: fc.nat(100_000) }),
    fc.record({ do: fc.constantFrom('settle' as const, 'delete' as const), call }),
  ),
  { maxLength: 25 },
);

test('whatever happens in whatever order, lines add up to the balance, holds to what is held, and nothing goes below the overdraft', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.nat(300_000), async (history, money) => {
      await payer.startWith(money, { overdraft: minute });
      const player = await playerOf();
      for (const step of history) {
        await player.play(step);
        expect(await payer.differences()).toEqual([]);
        const { balance, held } = await payer.wallet();
        expect(balance + minute - held).toBeGreaterThanOrEqual(0);
      }
      await player.compare();
    }),
    { numRuns: 30, endOnFailure: true },
  );
});

async function playerOf() {
  const calls: (Placed & { seconds: number | null; ended: boolean; deleted: boolean; settled: number })[] = [];
  const due = (seconds: number | null) => (seconds === null ? 0 : Math.max(1, Math.ceil(seconds / 60)) * minute);
  const play = async (step: Step): Promise<void> => {
    if (step.do === 'place') {
      const placed = await payer.place(step.limit, step);
      if (placed) calls.push({ ...placed, seconds: null, ended: false, deleted: false, settled: 0 });
      return;
    }
    if (step.do === 'top-up') {
      if (step.micros > 0) await world.admin(topUpWallet, { body: { amount: (step.micros / 1_000_000).toFixed(6) } });
      return;
    }
    const one = calls[step.call];
    if (!one || one.deleted) return;
    if (step.do === 'end' && !one.ended) {
      one.ended = true;
      const seconds = Math.floor(step.part * one.timeLimitSeconds);
      one.seconds = step.answered && step.known ? seconds : null;
      await payer.end(one.id, { answered: step.answered, seconds: one.seconds });
    } else if (step.do === 'learn' && one.ended && one.seconds !== null) {
      one.seconds = Math.floor(step.part * one.timeLimitSeconds);
      // What was charged and freed before cannot be set aside again: longer is not told here.
      if (due(one.seconds) > one.settled && one.settled > 0) one.seconds = Math.max(1, (one.settled / minute) * 60);
      await payer.learn(one.id, one.seconds);
    } else if (step.do === 'settle' && one.ended) {
      await payer.settle(one.id);
      one.settled = due(one.seconds);
    } else if (step.do === 'delete' && one.ended) {
      await payer.settle(one.id);
      await payer.query('delete from calls where id = $1', [one.id]);
      one.deleted = true;
    }
  };
  const compare = async () => {
    for (const one of calls) {
      if (one.ended && !one.deleted) await payer.settle(one.id);
      const { rows } = await payer.query(
        'select coalesce(sum(micros), 0)::bigint as micros from wallet_lines where call_id = $1',
        [one.id],
      );
      expect([one, rows[0].micros]).toEqual([one, one.ended ? 0 - due(one.seconds) : 0]);
    }
  };
  return { play, compare };
}
