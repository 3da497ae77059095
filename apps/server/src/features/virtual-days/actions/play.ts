import { addSuppressions, campaignSchedule, campaignStats, getCampaign } from '@offhook/contract';
import type { ManualClock } from '@offhook/kit';
import type { Job, Told } from '../job.ts';
import { optsOutWords } from '../personas.ts';
import { type Course, makeCourse } from '../quarters.ts';
import { type FilledWorld, fillWorld, keepSeats } from './fill.ts';

/** The world in which a day is played. */
export interface PlayedWorld extends FilledWorld {
  clock: ManualClock;
  passes(seconds: number): Promise<void>;
  leaps(seconds: number): Promise<void>;
  farEnds(): readonly {
    callSid: string;
    to: string;
    state: string;
    said: readonly { text: string }[];
  }[];
}

export interface Playing {
  tell: (told: Told) => void;
  audioUrl: string;
  /** Real milliseconds since the beginning. */
  elapsedMs: () => number;
  problems: () => string[];
}

/** Time goes on in such steps while calls are under way. */
const stepMs = 60_000;
const quarterMs = 900_000;
/** Where nothing happens for longer than this, time leaps. */
const leapFromMs = 90_000;

/** Plays a copied campaign to its end or the end of the last day. */
export async function playDay(world: PlayedWorld, job: Job, playing: Playing): Promise<Told> {
  const campaignId = await fillWorld(world, job.copied, { seats: job.seats, audioUrl: playing.audioUrl });
  const [beginMs, endMs] = [Date.parse(job.begins_at), Date.parse(job.ends_at)];
  const day = { world, campaignId, course: makeCourse(beginMs), optedOut: new Map<string, string>(), leapt: true };
  for (;;) {
    const { told, isOver, restMs } = await look(day, playing, beginMs);
    const leftMs = endMs - world.clock.nowMs();
    if (isOver || leftMs <= 0) return { ...told, doing: isOver ? told.doing : 'The last day is over.' };
    playing.tell(told);
    const untilQuarterMs = quarterMs - ((world.clock.nowMs() - beginMs) % quarterMs);
    day.leapt = restMs > leapFromMs;
    if (day.leapt) await world.leaps(Math.min(restMs, leftMs) / 1000);
    else await world.passes(Math.min(stepMs, untilQuarterMs, leftMs) / 1000);
    if (job.copied.campaign.settings.mode !== 'automatic') await keepSeats(world);
    await heedOptOuts(day);
  }
}

interface Day {
  world: PlayedWorld;
  campaignId: string;
  course: Course;
  /** Calls in which somebody asked not to be called again, and their number. */
  optedOut: Map<string, string>;
  leapt: boolean;
}

async function look(
  { world, campaignId, course, optedOut, leapt }: Day,
  { elapsedMs, problems }: Playing,
  beginMs: number,
): Promise<{ told: Told; isOver: boolean; restMs: number }> {
  const request = { params: { campaign_id: campaignId } };
  const schedule = await world.admin(campaignSchedule, request);
  const stats = await world.admin(campaignStats, request);
  const { status, paused_because, completed_at } = await world.admin(getCampaign, request);
  const nowMs = world.clock.nowMs();
  const seconds = elapsedMs() / 1000;
  const { counts, currency } = stats;
  course.take({
    ...{ atMs: nowMs, calls: stats.total, humans: stats.humanAnswered, inFlight: schedule.in_flight, leapt },
    openUntilMs: schedule.window_open ? Date.parse(schedule.window_closes_at ?? '9999-12-31') : null,
  });
  const told: Told = {
    now: new Date(nowMs).toISOString(),
    doing:
      status === 'completed' ? 'Everybody was dialled as often as they may be.' : (paused_because ?? schedule.sentence),
    ...{ seconds, speed: seconds > 0 ? (nowMs - beginMs) / 1000 / seconds : 0 },
    totals: {
      ...{ calls: stats.total, humans: stats.humanAnswered, machines: stats.machineAnswered, busy: stats.busy },
      ...{ no_answer: stats.noAnswer, failed: stats.failed, abandoned: stats.abandoned, opted_out: optedOut.size },
      ...{ in_flight: schedule.in_flight, done: counts.done + counts.skipped, waiting: counts.waiting },
      ...{ cost: stats.totalCost, currency },
    },
    ...{ quarters: course.quarters(), reasons: stats.reasons, completed_at, problems: problems() },
  };
  const isQuiet = schedule.in_flight === 0 && world.farEnds().every(({ state }) => state === 'ended');
  const next = schedule.next_call_at;
  const restMs = isQuiet && next !== null ? Date.parse(next) - nowMs : 0;
  return { told, isOver: status !== 'running' && schedule.in_flight === 0, restMs };
}

/** What somebody said to a person or a machine is written down by whoever was at the seat: here by us. */
async function heedOptOuts({ world, optedOut }: Day): Promise<void> {
  const asked = world.farEnds().filter(({ said }) => said.some(({ text }) => text === optsOutWords));
  const fresh = asked.filter(({ callSid }) => !optedOut.has(callSid));
  if (fresh.length === 0) return;
  for (const { callSid, to } of fresh) optedOut.set(callSid, to);
  const body = { phone_numbers: [...new Set(fresh.map(({ to }) => to))], reason: 'Asked not to be called again' };
  await world.admin(addSuppressions, { body });
}
