import type { Campaign, CampaignStatus } from '@offhook/contract';

/** The prospects of one class who wait, and when calls to them are allowed. */
export interface WaitingClass {
  class: number;
  /** When the next of them is due. */
  dueAt: Date;
  openNow: boolean;
  closesAt: Date | null;
  /** null: never within a fortnight. */
  nextOpening: Date | null;
}

/** All that tells what a campaign does at one moment. */
export interface CampaignMoment {
  now: Date;
  status: CampaignStatus;
  startsAt: Date | null;
  usedToday: number;
  dailyLimit: number;
  resetsAt: Date;
  inFlight: number;
  concurrency: number;
  /** null: nobody has to be ready. */
  seatsReady: number | null;
  waiting: readonly WaitingClass[];
  /** The same classes at the moment when the daily limit begins anew, where it is used up. */
  waitingAfterReset: readonly WaitingClass[];
}

export interface Doing {
  calling: Campaign['calling'];
  nextCallAt: Date | null;
  windowOpen: boolean;
  closesAt: Date | null;
  nextOpening: Date | null;
}

/** What a campaign does, and when calls go on, as far as that can be foretold. */
export function doingAt(moment: CampaignMoment): Doing {
  const { now, status, waiting, seatsReady } = moment;
  const window = windowOf(waiting);
  if (status === 'scheduled') {
    return { ...window, calling: 'not-running', nextCallAt: later(moment.startsAt ?? now, nextOf(waiting, now)) };
  }
  if (status !== 'running') return { ...window, calling: 'not-running', nextCallAt: null };
  if (moment.usedToday >= moment.dailyLimit) {
    const at = nextOf(moment.waitingAfterReset, moment.resetsAt);
    return { ...window, calling: 'daily-limit', nextCallAt: at };
  }
  const due = waiting.filter(({ dueAt }) => dueAt <= now);
  if (!due.some(({ openNow }) => openNow)) {
    // Where it is open nobody is due; it is closed where somebody is.
    const calling = due.length > 0 && !window.windowOpen ? 'outside-hours' : 'nobody-due';
    return { ...window, calling, nextCallAt: nextOf(waiting, now) };
  }
  if (seatsReady === 0 && moment.inFlight === 0) return { ...window, calling: 'no-seat', nextCallAt: null };
  return { ...window, calling: 'calling', nextCallAt: null };
}

function windowOf(waiting: readonly WaitingClass[]): Pick<Doing, 'windowOpen' | 'closesAt' | 'nextOpening'> {
  const open = waiting.filter(({ openNow }) => openNow);
  // While one class never closes the window does not.
  const closesAt = open.some((each) => each.closesAt === null) ? null : last(open.map((each) => each.closesAt));
  const nextOpening = open.length > 0 ? null : first(waiting.map((each) => each.nextOpening));
  return { windowOpen: open.length > 0, closesAt, nextOpening };
}

/** When the first of some classes can be called, from an instant on. */
function nextOf(waiting: readonly WaitingClass[], from: Date): Date | null {
  return first(
    waiting.map(({ dueAt, openNow, closesAt, nextOpening }) => {
      const at = dueAt < from ? from : dueAt;
      if (openNow && (closesAt === null || at < closesAt)) return at;
      return nextOpening && later(at, nextOpening);
    }),
  );
}

function later(one: Date, other: Date | null): Date | null {
  return other === null ? null : one > other ? one : other;
}

function first(times: readonly (Date | null)[]): Date | null {
  return times.reduce<Date | null>((least, each) => (each && (!least || each < least) ? each : least), null);
}

function last(times: readonly (Date | null)[]): Date | null {
  return times.reduce<Date | null>((most, each) => (each && (!most || each > most) ? each : most), null);
}
