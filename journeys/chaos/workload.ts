import { ApiError, type Client, hangUpCall, placeCall } from '@offhook/contract';
import { type Clock, parseId, type Random } from '@offhook/kit';
import type { Order } from './evidence.ts';
import type { Rig } from './rig.ts';

/** Places calls through the API, one after the other and several at a time, and keeps at each until it has an answer. */
export interface Workload {
  orders: readonly Order[];
  /** Sends one order now; resolves when it is answered. */
  place(): Promise<void>;
  /** Sends orders in uneven intervals until `finish`. */
  begin(): void;
  /** Resolves when every order has its answer. */
  finish(): Promise<void>;
}

const ourNumber = '+14155550199';

/** The last four digits decide who answers (README of the emulator); these are over within half a minute. */
const personas = ['0102', '0103', '0104', '0105', '0106', '0106', '0106', '0107', '0142'] as const;

interface Powers {
  rig: Rig;
  api: Client;
  clock: Clock;
  random: Random;
  seed: number;
}

export function makeWorkload({ rig, api, clock, random, seed }: Powers): Workload {
  const orders: Order[] = [];
  const underWay = new Set<Promise<void>>();
  let running: Promise<void> | undefined;
  let finished = false;

  const place = (): Promise<void> => {
    const order = nextOrder(orders.length, seed, random);
    orders.push(order);
    const hangUpAfterMs = random.next() < 0.15 ? 500 + random.next() * 6000 : undefined;
    const work = keepAsking({ rig, clock, api }, order).then(async () => {
      if (hangUpAfterMs === undefined || order.acknowledged === undefined) return;
      await clock.sleep(hangUpAfterMs);
      await hangUp(api, order.acknowledged);
    });
    underWay.add(work);
    // A failure stays in `underWay` until `finish` reports it.
    work.then(
      () => underWay.delete(work),
      () => undefined,
    );
    return work;
  };

  return {
    orders,
    place,
    begin() {
      const run = async () => {
        while (!finished) {
          place().catch(() => undefined);
          await clock.sleep(400 + random.next() * 1200);
        }
      };
      running = run();
    },
    async finish() {
      finished = true;
      await running;
      await Promise.all(underWay);
    },
  };
}

// Each order has a number of its own, so that a call dialed twice shows at the carrier.
function nextOrder(index: number, seed: number, random: Random): Order {
  const persona = personas[Math.floor(random.next() * personas.length)] ?? '0106';
  const area = 415 + Math.floor(index / 800);
  const to = `+1${area}${200 + (index % 800)}${persona}`;
  return { key: `chaos-${seed}-${index}`, to, acknowledged: undefined, refusal: undefined };
}

/** What a careful client does: asks again with the same key until there is an answer that it can trust. */
async function keepAsking({ rig, clock, api }: { rig: Rig; clock: Clock; api: Client }, order: Order): Promise<void> {
  for (;;) {
    while (!rig.isReady()) await clock.sleep(20);
    try {
      const call = await api(placeCall, {
        body: { to: order.to, from: ourNumber, message: 'This is a test.', record: true, timeout: 6 },
        headers: { 'idempotency-key': order.key },
        signal: AbortSignal.timeout(20_000),
      });
      order.acknowledged = parseId('call', call.id);
      return;
    } catch (error) {
      const refusal = error instanceof ApiError && error.problem.status < 500 ? error.code : undefined;
      if (refusal !== undefined) {
        order.refusal = refusal;
        return;
      }
      await clock.sleep(50);
    }
  }
}

// The call may be over by now, or the server dead; neither is an order that was acknowledged.
async function hangUp(api: Client, callId: string): Promise<void> {
  await api(hangUpCall, { params: { call_id: callId }, signal: AbortSignal.timeout(20_000) }).catch(() => undefined);
}
