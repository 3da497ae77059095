import type { CallPurpose } from '@offhook/contract';
import type { Id } from '@offhook/kit';

/**
 * What somebody who answers hears, the strictest last. `artificial`: a voice made by a machine, be it read out or an agent
 * that talks. Every rule about recordings is one about such voices, too, and some are only about these.
 */
export const callVoices = ['live', 'prerecorded', 'artificial'] as const;
export type CallVoice = (typeof callVoices)[number];

/** Of a call in which several voices may be heard, such as a recording that goes on to a person: the one that is judged. */
export function strictestOf(voices: readonly CallVoice[]): CallVoice {
  return callVoices.findLast((voice) => voices.includes(voice)) ?? 'live';
}

/** Everything that is asked about one leg before it is dialled. */
export interface CallWishFacts {
  to: string;
  from: string;
  /** The phone that somebody is connected to: whom the call is with. */
  connectedTo?: string | undefined;
  purpose: CallPurpose;
  voice: CallVoice;
  contactId: Id<'contact'> | null;
  /** Where the contact says to be: an IANA zone. */
  statedZone: string | null;
  /** ISO 3166-2, such as US-FL, or a country alone. */
  statedRegion: string | null;
  campaignId: Id<'campaign'> | null;
  /** Why the call is made although a rule says no. Counts only for somebody who may override. */
  overrideReason?: string | undefined;
}
