import type { CallPurpose } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';
import type { CampaignHours } from '../campaign-hours.ts';
import { type OpenTimes, type OpenTimesGiven, openTimes } from '../open-times.ts';
import { calendarsOf, rulesInForce } from '../rules/in-force.ts';
import type { CallVoice } from '../wish.ts';
import { holidaysAround } from './holidays.ts';
import { rulesOf } from './rules-in-use.ts';

export interface OpeningsWish {
  /** Where phones may be: each class by itself. */
  classes: readonly { zones: readonly string[]; jurisdictions: readonly string[] }[];
  purpose: CallPurpose;
  /** All of those that somebody may hear. */
  voices: readonly CallVoice[];
  campaign: CampaignHours | null;
  marginSeconds?: number | undefined;
  /** Default: now. */
  at?: Date | undefined;
}

/** For each class whether calls may be made now, by the rules of the workspace, and until or from when. */
export async function openingsOf(
  ctx: Context,
  tx: Tx,
  tenantId: Id<'workspace'>,
  { classes, purpose, voices, campaign, marginSeconds, at = ctx.clock.now() }: OpeningsWish,
): Promise<OpenTimes[]> {
  const rules = await rulesOf(tx, tenantId);
  const holding = classes.map(({ jurisdictions }) =>
    voices.map((voice) => rulesInForce(rules, { jurisdictions, purpose, voice }, at)),
  );
  const holidays = await holidaysAround(calendarsOf([...new Set(holding.flat(2))]), at);
  return classes.map(({ zones, jurisdictions }, index) =>
    together(
      (holding[index] ?? []).map((ofVoice, of) => ({
        ...{
          zones,
          jurisdictions,
          purpose,
          voice: voices[of] ?? 'live',
          rules: ofVoice,
          holidays,
          campaign,
          marginSeconds,
        },
      })),
      at,
    ),
  );
}

/** Open only while it is open for every one of them. */
function together(all: readonly OpenTimesGiven[], at: Date): OpenTimes {
  const now = all.map((given) => openTimes(given, at));
  const openNow = now.every((each) => each.openNow);
  const closings = now.flatMap(({ closesAt }) => closesAt ?? []);
  const closesAt = openNow ? (closings.toSorted((one, other) => +one - +other)[0] ?? null) : null;
  return { openNow, closesAt, nextOpening: openNow ? at : firstTogether(all, at) };
}

// Two voices have few hours that differ: it is found after a step or two, or it is never.
const mostSteps = 30;

function firstTogether(all: readonly OpenTimesGiven[], from: Date): Date | null {
  let at = from;
  for (let step = 0; step < mostSteps; step += 1) {
    const times = all.map((given) => openTimes(given, at));
    if (times.every(({ openNow }) => openNow)) return at;
    const next = times.map(({ nextOpening }) => nextOpening);
    if (next.some((each) => each === null)) return null;
    at = new Date(Math.max(...next.map((each) => Number(each))));
  }
  return null;
}
