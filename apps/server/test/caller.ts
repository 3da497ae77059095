import {
  actAsFarEnd,
  type CallDetail,
  callIn,
  getCall,
  listCalls,
  listFarEnds,
  purchaseNumber,
  searchNumbers,
} from '@offhook/contract';
import type { World } from './world.ts';

/** A phone outside that does nothing by itself. */
export const callersPhone = '+14155550110';

/** Somebody outside who calls in. */
export interface Caller {
  sid: string;
  /** What was said and played to them so far. */
  hears(): Promise<string[]>;
  /** Lets time pass until this was heard, a minute at most; the sentences so far. */
  waitsFor(sentence: string): Promise<string[]>;
  presses(digits: string): Promise<void>;
  says(text: string): Promise<void>;
  hangsUp(): Promise<void>;
  /** The call as the workspace sees it. */
  call(): Promise<CallDetail>;
}

/** Buys the workspace a number of its own. */
export async function buyNumber({ admin }: World): Promise<string> {
  const { items } = await admin(searchNumbers, { query: { country: 'US', area_code: '415', limit: 1 } });
  return (await admin(purchaseNumber, { body: { phone_number: items[0]?.phone_number ?? '' } })).phone_number;
}

/** Calls a number of the workspace and listens for a second. */
export async function callFrom(world: World, to: string, from = callersPhone): Promise<Caller> {
  const { admin } = world;
  const { call_sid: sid } = await admin(callIn, { body: { from, to } });
  await world.passes(1);
  const act = async (body: Parameters<typeof admin<typeof actAsFarEnd>>[1]['body']) => {
    await admin(actAsFarEnd, { params: { call_sid: sid }, body });
    await world.passes(1);
  };
  const hears = async () => {
    const mine = (await admin(listFarEnds, {})).items.find(({ call_sid }) => call_sid === sid);
    return mine?.heard.map(({ text }) => text) ?? [];
  };
  return {
    sid,
    hears,
    async waitsFor(sentence) {
      for (let seconds = 0; seconds < 60; seconds += 2) {
        const heard = await hears();
        if (heard.includes(sentence)) return heard;
        await world.passes(2);
      }
      throw new Error(`The caller did not hear "${sentence}".`);
    },
    presses: (digits) => act({ do: 'press', digits }),
    says: (text) => act({ do: 'say', text }),
    hangsUp: () => act({ do: 'hang-up' }),
    async call() {
      const { items } = await admin(listCalls, { query: {} });
      return admin(getCall, { params: { call_id: items.find(({ call_sid }) => call_sid === sid)?.id ?? '' } });
    },
  };
}
