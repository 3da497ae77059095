import type { CampaignSettings } from '@offhook/contract';
import {
  emptyMemory,
  fold,
  type PacingMemory,
  type PacingState,
  power,
  predictive,
  predictivePhase,
  progressive,
  stopAt,
} from '@offhook/pacing';
import { seatCounts } from '#features/seats';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';
import { answersByHour, callsInTheAir, lockSeats, pacedCalls } from '../store/pacing.ts';
import type { RunningCampaign } from '../store/running.ts';
import type { AbandonedSum, ClaimPowers, Pacing } from './claim-calls.ts';

/** What pacing has learned of a campaign is looked up anew after so long. */
const rememberedMs = 5000;
const learningMs = 8 * 3_600_000;
const abandonmentMs = 30 * 86_400_000;
/** More calls than these say nothing new about how long people talk. */
const mostCalls = 5000;

/** Decides how many calls the people in the seats of a campaign can take. */
export function makePace(ctx: Context): ClaimPowers['pace'] {
  const memories = new Map<string, { memory: PacingMemory; untilMs: number }>();
  const memoryOf = async (tx: Tx, campaign: RunningCampaign): Promise<PacingMemory> => {
    const nowMs = ctx.clock.nowMs();
    const known = memories.get(campaign.id);
    if (known && known.untilMs > nowMs) return known.memory;
    const memory = await learn(tx, campaign, nowMs);
    memories.set(campaign.id, { memory, untilMs: nowMs + rememberedMs });
    return memory;
  };
  return async (tx, campaign, abandoned) => {
    await lockSeats(tx, campaign.tenantId);
    const seats = await seatCounts(ctx, tx, campaign.tenantId, campaign.id);
    const state: PacingState = {
      ...{ nowMs: ctx.clock.nowMs(), ...seats, ...(await callsInTheAir(tx, campaign.tenantId)) },
      waiting: 0,
      callsPerSeat: mostPerSeat(campaign.settings),
    };
    const { mode } = campaign.settings;
    if (mode === 'preview') return { wanted: 0, reserved: true, because: 'People call one by one.' };
    if (mode === 'progressive' || isOverCap(abandoned)) return oneEach(state, abandoned);
    if (mode === 'power') {
      const { calls_per_seat } = campaign.settings;
      const because = `${calls_per_seat} calls for each person who is ready.`;
      return { wanted: power(calls_per_seat)(state), reserved: false, because };
    }
    const memory = await memoryOf(tx, campaign);
    const because = phases[predictivePhase(memory, state.nowMs)];
    return { wanted: predictive(memory)(state), reserved: false, because };
  };
}

const phases = {
  learning: 'One call for each person who is ready, until enough people have answered to foretell more.',
  steering: 'As many calls as the abandoned share allows, by who answers and how long calls take.',
  throttled: 'Held back: the abandoned share comes near its cap of 3 %.',
  stopped: 'One call for each person who is ready: another abandoned call could pass the cap of 3 %.',
};

/** So many calls in the air for each seat are the most: beyond it the forecast is worth nothing. */
function mostPerSeat({ mode, calls_per_seat }: CampaignSettings): number {
  return mode === 'power' ? calls_per_seat : 5;
}

function isOverCap({ answered, abandoned }: AbandonedSum): boolean {
  return abandoned > 0 && abandoned >= stopAt * answered;
}

function oneEach(state: PacingState, abandoned: AbandonedSum): Pacing {
  const because = isOverCap(abandoned)
    ? 'One call for each person who is ready: 3 % of the answered calls of 30 days were abandoned.'
    : 'One call for each person who is ready.';
  return { wanted: progressive(state), reserved: true, because };
}

async function learn(tx: Tx, campaign: RunningCampaign, nowMs: number): Promise<PacingMemory> {
  const calls = await pacedCalls(tx, campaign, new Date(nowMs - learningMs), mostCalls);
  let memory = emptyMemory;
  for (const { atMs, isAnswered, isAbandoned, ringSeconds, talkSeconds } of calls) {
    memory = fold(memory, { type: isAnswered ? 'answered' : 'unanswered', atMs, seconds: ringSeconds });
    if (isAnswered && !isAbandoned) memory = fold(memory, { type: 'talked', atMs, seconds: talkSeconds });
  }
  return { ...memory, hours: await answersByHour(tx, campaign, new Date(nowMs - abandonmentMs)) };
}
