import { CallStatus } from '@offhook/contract';
import type { RequestFault } from '@offhook/emulator';
import { z } from 'zod';
import type { CarrierCall, CarrierRecording } from './evidence.ts';
import type { Rig } from './rig.ts';

/** The carrier as the auditor and the killer see it: over its REST API, past the server. */
export interface Carrier {
  calls(): Promise<CarrierCall[]>;
  recordings(): Promise<CarrierRecording[]>;
  /** What happens to the next call that is placed. */
  failNextCall(fault: RequestFault): Promise<void>;
  /** From now on some callbacks are lost, doubled and late. */
  garbleCallbacks(): Promise<void>;
}

const CallPage = z.object({
  calls: z.array(z.object({ sid: z.string(), to: z.string(), status: CallStatus, duration: z.string().nullable() })),
});
const RecordingPage = z.object({
  recordings: z.array(
    z.object({ sid: z.string(), call_sid: z.string(), status: z.string(), duration: z.string().nullable() }),
  ),
});

export function carrierOf({ emulator: { url, accountSid, authToken } }: Rig): Carrier {
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  const pages = async <Page>(resource: string, schema: z.ZodType<Page>): Promise<Page[]> => {
    const read: Page[] = [];
    let next: string | null = `/2010-04-01/Accounts/${accountSid}/${resource}.json?PageSize=1000`;
    while (next) {
      const response: Response = await fetch(url + next, { headers: { authorization } });
      const body: unknown = await response.json();
      read.push(schema.parse(body));
      next = z.object({ next_page_uri: z.string().nullable() }).parse(body).next_page_uri;
    }
    return read;
  };
  const control = async (faults: object) => {
    const response = await fetch(`${url}/emulator/v1/faults`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(faults),
    });
    if (!response.ok) throw new Error(`The emulator answered ${response.status}: ${await response.text()}`);
  };
  return {
    async calls() {
      const read = (await pages('Calls', CallPage)).flatMap((page) => page.calls);
      return read.map(({ sid, to, status, duration }) => ({ sid, to, status, durationSeconds: Number(duration ?? 0) }));
    },
    async recordings() {
      const read = (await pages('Recordings', RecordingPage)).flatMap((page) => page.recordings);
      return read.map(({ sid, call_sid: callSid, status, duration }) => ({
        sid,
        callSid,
        status,
        durationSeconds: Number(duration ?? 0),
      }));
    },
    failNextCall: (fault) => control({ next: [{ operation: 'calls.create', fault }] }),
    garbleCallbacks: () => control({ callbacks: { lose: 0.05, duplicate: 0.1, delay_ms: [0, 300] } }),
  };
}
