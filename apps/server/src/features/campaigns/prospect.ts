import {
  type AttemptOutcome,
  type NotDialled,
  type ProspectState,
  type RefusalCode,
  refusalCatalogue,
  refusalSentence,
} from '@offhook/contract';
import type { Id } from '@offhook/kit';

/** A contact's place in a campaign, with what belongs to it. */
export interface ProspectRow {
  id: Id<'prospect'>;
  campaignId: Id<'campaign'>;
  contactId: Id<'contact'> | null;
  contactName: string | null;
  statedZone: string | null;
  statedRegion: string | null;
  /** The contact's by now, which is called; `phoneNumber` is as it was when it was added or called. */
  contactNumber: string | null;
  phoneNumber: string | null;
  class: number;
  state: ProspectState;
  nextAt: Date;
  attempts: number;
  outcome: AttemptOutcome | null;
  reason: NotDialled | null;
  variant: string | null;
  lastCallId: Id<'call'> | null;
  zones: string[];
  jurisdictions: string[];
  updatedAt: Date;
}

/** What many prospects have in common who are not dialled for one reason. */
const inShort: Readonly<Record<string, string>> = {
  'calls.to_itself': 'own number',
  'calls.connect_loop': 'connected to itself',
  'calls.carrier_refused': 'refused by the carrier',
  'campaigns.contact_deleted': 'contact deleted',
  'campaigns.duplicate': 'duplicate',
  'campaigns.left_out': 'left out by somebody',
  'campaigns.no_number': 'no number',
  'compliance.country_not_allowed': 'country not allowed',
  'compliance.daily_spend': 'daily spend reached',
  'compliance.no_consent': 'no consent',
  'compliance.number_type': 'invalid',
  'compliance.outside_hours': 'outside calling hours',
  'compliance.price_too_high': 'too expensive',
  'compliance.rule_forbids': 'forbidden by a rule',
  'compliance.suppressed': 'do not call',
  'compliance.too_fast': 'too many calls a minute',
  'compliance.too_many_attempts': 'attempts used up',
  'wallet.insufficient_funds': 'no credit',
};

/** A reason in a few words; where there are none the sentence of the refusal. */
export function reasonInShort(code: string): string {
  const known = inShort[code];
  if (known) return known;
  // The keys of the catalogue are the codes.
  return code in refusalCatalogue ? refusalSentence(code as RefusalCode) : code;
}
