import type { VirtualDay } from '@offhook/contract';
import type { Plan, Told } from './job.ts';

/** A player tells twice a second: of one that is silent for so long the server has died. */
const silentMs = 60_000;

export const lostSentence = 'The server was stopped while it was played. Start it again.';

interface Stored {
  state: VirtualDay['state'];
  plan: Plan;
  told: Told;
  failure: string | null;
  startedAt: Date;
  heardAt: Date;
}

export function presentVirtualDay({ state, plan, told, failure, startedAt, heardAt }: Stored, now: Date): VirtualDay {
  const isLost = state === 'running' && now.getTime() - heardAt.getTime() > silentMs;
  return {
    ...plan,
    ...told,
    state: isLost ? 'failed' : state,
    failure: isLost ? lostSentence : failure,
    started_at: startedAt.toISOString(),
  };
}
