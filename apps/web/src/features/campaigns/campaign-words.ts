import type {
  AttemptOutcome,
  CallPurpose,
  Campaign,
  CampaignStatus,
  PacingMode,
  Prospect,
  ProspectState,
  Tone,
} from '@offhook/contract';
import { money } from '../../app/formats.ts';

export const statusLabels: Record<CampaignStatus, string> = {
  draft: 'Draft',
  scheduled: 'Scheduled',
  running: 'Running',
  paused: 'Paused',
  completed: 'Completed',
  archived: 'Archived',
};

export const statusTones: Record<CampaignStatus, Tone> = {
  draft: 'neutral',
  scheduled: 'info',
  running: 'live',
  paused: 'hold',
  completed: 'neutral',
  archived: 'neutral',
};

const callingLabels: Record<Campaign['calling'], string> = {
  calling: 'Running',
  'outside-hours': 'Outside hours',
  'daily-limit': 'Limit of the day reached',
  'nobody-due': 'Nobody due now',
  'no-seat': 'Nobody ready to take calls',
  'not-running': 'Running',
};

const callingTones: Record<Campaign['calling'], Tone> = {
  calling: 'live',
  'outside-hours': 'ring',
  'daily-limit': 'ring',
  'nobody-due': 'ring',
  'no-seat': 'warn',
  'not-running': 'live',
};

type Standing = Pick<Campaign, 'status' | 'calling' | 'paused_because' | 'next_call_at'> & {
  settings: Pick<Campaign['settings'], 'starts_at'>;
};

/** What a campaign is and does now: the word, why, and the moment that comes next. */
export function standingOf(campaign: Standing): { label: string; tone: Tone; why: string; next: string | null } {
  const { status, calling, paused_because, next_call_at, settings } = campaign;
  const plain = { label: statusLabels[status], tone: statusTones[status], why: '', next: null };
  if (status === 'paused') return { ...plain, why: paused_because ?? '' };
  if (status === 'scheduled') return { ...plain, why: 'starts', next: settings.starts_at };
  if (status !== 'running') return plain;
  const isWaiting = calling !== 'calling' && calling !== 'not-running' && calling !== 'no-seat';
  return {
    label: callingLabels[calling],
    tone: callingTones[calling],
    why: isWaiting && next_call_at ? 'next' : '',
    next: isWaiting ? next_call_at : null,
  };
}

export const stateLabels: Record<ProspectState, string> = {
  waiting: 'Waiting',
  dialling: 'Dialling',
  done: 'Done',
  skipped: 'Skipped',
};

export const stateTones: Record<ProspectState, Tone> = {
  waiting: 'neutral',
  dialling: 'ring',
  done: 'live',
  skipped: 'warn',
};

export const outcomeLabels: Record<AttemptOutcome, string> = {
  human: 'Person answered',
  machine: 'Machine',
  busy: 'Busy',
  'no-answer': 'No answer',
  failed: 'Failed',
  canceled: 'Canceled',
  abandoned: 'Abandoned',
  unknown: 'Not known',
};

/** Whose last attempt can be repeated without the campaign's own retries. */
export function canRetry(prospect: Pick<Prospect, 'state' | 'outcome' | 'attempts'>): boolean {
  const failed: readonly (AttemptOutcome | null)[] = ['failed', 'no-answer', 'busy', 'machine', 'canceled', 'unknown'];
  return prospect.state === 'done' && prospect.attempts > 0 && failed.includes(prospect.outcome);
}

export const modeLabels: Record<PacingMode, string> = {
  automatic: 'Automatic',
  preview: 'Preview',
  progressive: 'Progressive',
  power: 'Power',
  predictive: 'Predictive',
};

export const modeWords: Record<PacingMode, string> = {
  automatic: 'A script, an audio or a flow speaks. Calls are placed as fast as your limits let; no people are needed.',
  preview: 'A person in a seat looks at the next contact and calls when ready. The calmest way.',
  progressive: 'One call for each person who is ready. Nobody who answers waits for an agent.',
  power: 'A fixed number of calls for each person who is ready. Some who answer may find nobody free.',
  predictive: 'As many calls as the answer rate and the talk times allow while at most 3 % find nobody free.',
};

export const purposeLabels: Record<CallPurpose, string> = {
  telemarketing: 'Selling or marketing',
  informational: 'Informing',
  'debt-collection': 'Collecting a debt',
  personal: 'Personal',
};

/** What the law makes of each purpose, in plain words; the rules themselves stand on the Compliance page. */
export const purposeWords: Record<CallPurpose, string> = {
  telemarketing:
    'Offers, renewals, invitations to buy. The strictest rules hold: calling hours, caps on attempts, and consent in writing for recorded or artificial voices in the US.',
  informational:
    'Reminders, deliveries, closures, surveys without an offer. Calling hours and caps hold; recorded voices need consent.',
  'debt-collection':
    'About money that is owed. Calling hours hold, and in the US at most seven attempts in seven days.',
  personal:
    'One person calls another about their own matter. Hours and caps do not hold, the do-not-call list does. Not for messages to many.',
};

/** 0 to 100; an empty campaign stands at 0. */
export function progressOf({ total, waiting, dialling }: Campaign['counts']): { done: number; percent: number } {
  const done = total - waiting - dialling;
  return { done, percent: total === 0 ? 0 : Math.floor((100 * done) / total) };
}

export function peopleInWords(count: number): string {
  return count === 1 ? '1 person' : `${count.toLocaleString('en-US')} people`;
}

/** What pausing does to calls under way. */
export function underWayInWords(dialling: number): string {
  if (dialling === 0) return 'No call is under way.';
  return dialling === 1 ? '1 call under way goes on to its end.' : `${dialling} calls under way go on to their end.`;
}

/** An estimate as money, without figures that mean nothing: `roughMoney('0.25919', 'USD')` is `$0.259`. */
export function roughMoney(amount: string, currency: string): string {
  const value = Number(amount);
  return money(value.toFixed(value >= 1 ? 2 : 3), currency);
}

/** `0.314` is `31.4 %`. */
export function percent(share: number | null): string {
  return share === null ? '–' : `${(100 * share).toFixed(1).replace(/\.0$/, '')} %`;
}
