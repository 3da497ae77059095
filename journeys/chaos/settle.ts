import { type Client, listCalls } from '@offhook/contract';
import type { Clock } from '@offhook/kit';
import type { Carrier } from './carrier.ts';

/** The longest that a call of the workload, a reconciliation and a retried recording take together, with room. */
const mostMs = 120_000;

/** Waits until nothing is live on either side and every recording has its final state; what is not by then, the auditor reports. */
export async function settle({ api, clock, carrier }: { api: Client; clock: Clock; carrier: Carrier }): Promise<void> {
  for (const endMs = clock.nowMs() + mostMs; clock.nowMs() < endMs; await clock.sleep(500)) {
    if ((await carrier.countLive()) === 0 && !(await isUnsettledHere(api, carrier))) return;
  }
}

async function isUnsettledHere(api: Client, carrier: Carrier): Promise<boolean> {
  if ((await api(listCalls, { query: { live: 'true', limit: 1 } })).items.length > 0) return true;
  const known = new Map<string, string>();
  for (let cursor: string | undefined; ; ) {
    const page = await api(listCalls, { query: { limit: 200, has_recording: 'true', cursor } });
    for (const { recording } of page.items) if (recording) known.set(recording.recording_sid, recording.status);
    if (page.next_cursor === null) break;
    cursor = page.next_cursor;
  }
  // One without a sound is none that the filter of the list knows.
  const owed = (await carrier.recordings()).filter(({ status }) => status === 'completed');
  return owed.some(({ sid }) => known.get(sid) !== 'ready');
}
