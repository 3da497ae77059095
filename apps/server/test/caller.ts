import { type CallDetail, getCall, listCalls, purchaseNumber, searchNumbers } from '@offhook/contract';
import { emulatorHandset, type FarEndAct } from '../src/providers/handset/index.ts';
import type { World } from './world.ts';

/** A phone outside that does nothing by itself. */
export const callersPhone = '+14155550110';

/** Somebody outside who calls in. */
export interface Caller {
  sid: string;
  /** What was said and played to them; of a call that is over, as far as it was listened to. */
  hears(): Promise<string[]>;
  /** Lets time pass until this was heard, a minute at most; everything heard by then. */
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

interface Calling {
  from?: string;
  /** How time passes; where the server cannot come to rest, time alone. */
  passes?: (seconds: number) => Promise<void>;
}

/** Calls a number of the workspace and listens for a second. */
export async function callFrom(
  world: World,
  to: string,
  { from = callersPhone, passes = world.passes }: Calling = {},
): Promise<Caller> {
  const { url: baseUrl, accountSid, authToken } = world.carrier;
  const handset = emulatorHandset({ baseUrl, accountSid, authToken });
  const webhooks = `${world.app.ctx.publicUrl()}/api/voice/webhooks`;
  const urls = { voiceUrl: `${webhooks}/twiml/inbound`, statusUrl: `${webhooks}/status` };
  const placed = await handset.callIn({ from, to, ...urls });
  if ('refused' in placed) throw new Error(placed.refused);
  const sid = placed.callSid;
  await passes(1);
  let last: string[] = [];
  const hears = async () => {
    const mine = (await handset.farEnds()).find(({ callSid }) => callSid === sid);
    last = mine?.heard.map(({ text }) => text) ?? last;
    return last;
  };
  const act = async (does: FarEndAct) => {
    const done = await handset.act(sid, does);
    if ('refused' in done) throw new Error(done.refused);
    await passes(1);
  };
  return {
    sid,
    hears,
    async waitsFor(sentence) {
      for (let seconds = 0; seconds < 60; seconds += 1) {
        const heard = await hears();
        if (heard.includes(sentence)) return heard;
        await passes(1);
      }
      throw new Error(`The caller did not hear "${sentence}", but: ${last.join(' | ')}`);
    },
    presses: (digits) => act({ do: 'press', digits }),
    says: (text) => act({ do: 'say', text }),
    hangsUp: () => act({ do: 'hang-up' }),
    async call() {
      const { items } = await world.admin(listCalls, { query: {} });
      const id = items.find(({ call_sid }) => call_sid === sid)?.id ?? '';
      return world.admin(getCall, { params: { call_id: id } });
    },
  };
}
