import { CallStatus } from '@offhook/contract';
import { z } from 'zod';
import type { CarrierCall, CarrierRecording, Webhook } from './evidence.ts';

/** The carrier as the auditor and the killer see it: over its REST API, past the server. */
export interface Carrier {
  calls(): Promise<CarrierCall[]>;
  /** The newest hundred. */
  recentCalls(): Promise<CarrierCall[]>;
  countLive(): Promise<number>;
  recordings(): Promise<CarrierRecording[]>;
  /** The callbacks about these calls that were answered with 2xx. */
  acknowledgedWebhooks(sids: readonly string[]): Promise<Webhook[]>;
}

const CallPage = z.object({
  calls: z.array(z.object({ sid: z.string(), to: z.string(), status: CallStatus, duration: z.string().nullable() })),
});
const RecordingPage = z.object({
  recordings: z.array(
    z.object({ sid: z.string(), call_sid: z.string(), status: z.string(), duration: z.string().nullable() }),
  ),
});
const InFull = z.object({
  webhooks: z.array(
    z.object({
      request: z.object({ parameters: z.record(z.string(), z.string()) }),
      response: z.object({ status: z.number(), body: z.string() }).nullable(),
    }),
  ),
});

interface Account {
  url: string;
  accountSid: string;
  authToken: string;
}

export function carrierOf({ url, accountSid, authToken }: Account): Carrier {
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  const read = async <Body>(path: string, schema: z.ZodType<Body>): Promise<Body & { next: string | null }> => {
    const body = await patiently(async () => {
      const response = await fetch(url + path, { headers: { authorization } });
      if (!response.ok) throw new Error(`The carrier answered ${response.status} to ${path}`);
      return response.json();
    });
    const { next_page_uri } = z.object({ next_page_uri: z.string().nullish() }).parse(body);
    return { ...schema.parse(body), next: next_page_uri ?? null };
  };
  const pages = async <Page>(resource: string, schema: z.ZodType<Page>): Promise<Page[]> => {
    const found: Page[] = [];
    let next: string | null = `/2010-04-01/Accounts/${accountSid}/${resource}`;
    while (next) {
      const page: Page & { next: string | null } = await read(next, schema);
      found.push(page);
      next = page.next;
    }
    return found;
  };
  const callsOf = (page: z.infer<typeof CallPage>): CarrierCall[] =>
    page.calls.map(({ sid, to, status, duration }) => ({ sid, to, status, durationSeconds: Number(duration ?? 0) }));
  return {
    calls: async () => (await pages('Calls.json?PageSize=1000', CallPage)).flatMap(callsOf),
    recentCalls: async () =>
      callsOf(await read(`/2010-04-01/Accounts/${accountSid}/Calls.json?PageSize=100`, CallPage)),
    async countLive() {
      let live = 0;
      for (const status of ['queued', 'ringing', 'in-progress']) {
        for (const page of await pages(`Calls.json?PageSize=1000&Status=${status}`, CallPage))
          live += page.calls.length;
      }
      return live;
    },
    async recordings() {
      const found = (await pages('Recordings.json?PageSize=1000', RecordingPage)).flatMap((page) => page.recordings);
      return found.map(({ sid, call_sid: callSid, status, duration }) => ({
        sid,
        callSid,
        status,
        durationSeconds: Number(duration ?? 0),
      }));
    },
    async acknowledgedWebhooks(sids) {
      const acknowledged: Webhook[] = [];
      const left = [...sids];
      const lane = async () => {
        for (let sid = left.pop(); sid !== undefined; sid = left.pop()) {
          const { webhooks } = await read(`/emulator/v1/calls/${sid}`, InFull);
          // An answer with a document may be an apology while the database is away: it acknowledges nothing.
          const taken = webhooks.filter(({ response }) => response && response.status < 300 && response.body === '');
          acknowledged.push(...taken.map(({ request }) => ({ sid: sid ?? '', params: request.parameters })));
        }
      };
      await Promise.all(Array.from({ length: 8 }, lane));
      return acknowledged;
    },
  };
}

// Mischief is done to us, too: lists of the carrier fail now and then.
async function patiently<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === 8) throw error;
    }
  }
}
