import { ApiError, type Client, hangUpCall, placeCall } from '@offhook/contract';
import { type Clock, parseId, type Random, seededRandom } from '@offhook/kit';
import type { Order } from './evidence.ts';
import { numberOf } from './people.ts';
import type { Rig } from './rig.ts';

/** Places a number of calls through the API, several at a time, and keeps at each until it has an answer. */
export interface Workload {
  orders: readonly Order[];
  /** Resolves when so many orders were sent, or all; false when it was cut short. */
  sent(count: number): Promise<boolean>;
  /** Sends no more orders. */
  cutShort(): void;
  /** Resolves when every order has its answer. */
  finish(): Promise<void>;
}

const ourNumber = '+14155550199';
const lanes = 24;

interface Powers {
  rig: Rig;
  api: Client;
  clock: Clock;
  seed: number;
  attempts: number;
}

export function startWorkload({ rig, api, clock, seed, attempts }: Powers): Workload {
  // The numbers alone come from the first: another strategy gets the same.
  const [numbers, random] = [seededRandom(seed + 1), seededRandom(seed + 2)];
  const orders: Order[] = [];
  const afterwards: Promise<void>[] = [];
  let isCutShort = false;
  const lane = async () => {
    while (orders.length < attempts && !isCutShort) {
      const order = nextOrder(orders.length, seed, { numbers, random });
      const hangUpAfterMs = random.next() < 0.1 ? random.next() * 2500 : undefined;
      orders.push(order);
      await keepAsking({ rig, clock, api }, order);
      if (order.refusal === 'idempotency.in_progress') afterwards.push(askLater({ rig, clock, api }, order));
      if (hangUpAfterMs !== undefined && order.acknowledged !== undefined) {
        afterwards.push(hangUp({ clock, api }, order.acknowledged, hangUpAfterMs));
      }
    }
  };
  // A failure waits in here until `finish` reports it.
  const work = Promise.all(Array.from({ length: lanes }, lane));
  work.catch(() => undefined);
  return {
    orders,
    async sent(count) {
      while (orders.length < Math.min(count, attempts) && !isCutShort) await clock.sleep(20);
      return !isCutShort;
    },
    cutShort() {
      isCutShort = true;
    },
    async finish() {
      await work;
      await Promise.all(afterwards);
    },
  };
}

// Each order has a number of its own, so that a call dialed twice shows at the carrier.
function nextOrder(index: number, seed: number, from: { numbers: Random; random: Random }): Order {
  return {
    key: `chaos-${seed}-${index}`,
    to: numberOf(index, from.numbers),
    record: from.random.next() < 0.1,
    acknowledged: undefined,
    refusal: undefined,
  };
}

/** What a careful client does: asks again with the same key until there is an answer that it can trust. */
async function keepAsking({ rig, clock, api }: { rig: Rig; clock: Clock; api: Client }, order: Order): Promise<void> {
  for (;;) {
    while (!rig.isReady()) await clock.sleep(20);
    try {
      const call = await api(placeCall, {
        body: { to: order.to, from: ourNumber, message: 'Hi.', record: order.record, timeout: 6 },
        headers: { 'idempotency-key': order.key },
        signal: AbortSignal.timeout(20_000),
      });
      order.acknowledged = parseId('call', call.id);
      return;
    } catch (error) {
      const refusal = error instanceof ApiError && isAnswer(error) ? error.code : undefined;
      if (refusal !== undefined) {
        order.refusal = refusal;
        return;
      }
      await clock.sleep(50);
    }
  }
}

// A request that a kill cut off counts as running for half a minute; then its key is answered with what it made.
async function askLater(powers: { rig: Rig; clock: Clock; api: Client }, order: Order): Promise<void> {
  await powers.clock.sleep(28_000);
  for (let tries = 1; order.refusal === 'idempotency.in_progress' && tries <= 10; tries += 1) {
    await powers.clock.sleep(1000);
    order.refusal = undefined;
    await keepAsking(powers, order);
  }
}

// The carrier's own no is an answer, whatever its status; any other 5xx says that the server is not well.
function isAnswer(error: ApiError): boolean {
  return error.problem.status < 500 || error.code.startsWith('calls.carrier_');
}

// The call may be over by now, or the server dead; neither is an order that was acknowledged.
async function hangUp({ clock, api }: { clock: Clock; api: Client }, callId: string, afterMs: number): Promise<void> {
  await clock.sleep(afterMs);
  await api(hangUpCall, { params: { call_id: callId }, signal: AbortSignal.timeout(20_000) }).catch(() => undefined);
}
