import type { AttemptOutcome } from '@offhook/contract';
import type { PhoneKind } from '@offhook/kit';
import type { CampaignHours } from './campaign-hours.ts';
import type { CallVoice, CallWishFacts } from './wish.ts';

export type NumberType = PhoneKind;

/** A permission that somebody gave, or took back. */
export interface ConsentFact {
  scope: 'calls' | 'prerecorded' | 'artificial' | 'recording';
  strength: 'express' | 'express-written';
  givenAt: string;
  expiresAt: string | null;
  revokedAt: string | null;
  /** Nobody said when it was given: it may be older than it looks. Absent in decisions of before. */
  undated?: boolean | undefined;
}

/** An earlier attempt at the same number; one whose outcome nobody knows counts like any other. */
export interface AttemptFact {
  at: string;
  campaignId: string | null;
  outcome: AttemptOutcome | null;
  /** The person said that such calls are not wanted, without asking never to be called again. */
  declined?: boolean | undefined;
}

/** An area in which nobody is called for now, such as a state with a declared emergency. */
export interface FrozenArea {
  jurisdiction: string;
  reason: string;
  until: string | null;
}

/** All that was looked up for one decision: plain JSON that is frozen with the attempt and decides the same again. */
export interface GateFacts {
  at: string;
  wish: CallWishFacts;
  zones: string[];
  jurisdictions: string[];
  numberType: NumberType;
  /** ISO 3166 alpha-2. */
  country: string | null;
  suppressedBy: { list: string; since: string } | null;
  consents: ConsentFact[];
  attempts: AttemptFact[];
  countryAllowed: boolean;
  deniedNumberTypes: NumberType[];
  pricePerMinuteMicros: number | null;
  /** null: no ceiling; so too for the limits below. */
  priceCeilingMicros: number | null;
  spentTodayMicros: number;
  /** What calls under way cost at least; absent in decisions of before. */
  reservedMicros?: number | undefined;
  dailySpendMicros: number | null;
  callsLastMinute: number;
  callsPerMinute: number | null;
  /** Public holidays, `2026-12-25`, by the calendar that a rule names. */
  holidays: Record<string, string[]>;
  frozenAreas: FrozenArea[];
  /** Of the campaign in the last 30 days; `reserved`: a person waits for this very call, so it cannot be abandoned. */
  abandonment: { answered: number; abandoned: number; reserved: boolean } | null;
  campaignHours: CampaignHours | null;
  /** Before the end of calling hours no call is begun any more: for the way to the carrier and its queue. */
  marginSeconds: number;
  mayOverride: boolean;
  /** The rules that were in force, as `US-FL@1`. */
  rules: string[];
}

/** The scope that a consent must have for a voice. */
export function consentScopeOf(voice: CallVoice): ConsentFact['scope'] {
  return voice === 'live' ? 'calls' : voice;
}
