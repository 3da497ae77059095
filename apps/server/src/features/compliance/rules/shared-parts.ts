import type { CallPurpose } from '@offhook/contract';
import { type CallVoice, callVoices } from '../wish.ts';
import type { Rule } from './rule.ts';

export const machineVoices: readonly CallVoice[] = ['prerecorded', 'artificial'];

/** All but personal calls, which no calling hours, caps or consents hold for. */
export const anyPurpose: readonly CallPurpose[] = ['informational', 'telemarketing', 'debt-collection'];

type Said = Partial<Rule> & Pick<Rule, 'citation' | 'confidence' | 'sources' | 'notes'>;

/** A law about telemarketing of the place that its id names, but for what is said otherwise. */
export function law(id: string, said: Said): Rule {
  return {
    id,
    version: 1,
    jurisdiction: id,
    purposes: ['telemarketing'],
    voices: callVoices,
    windows: null,
    holidayCalendar: null,
    caps: [],
    consent: null,
    abandonedShare: null,
    kind: 'law',
    // A year after the sources were read.
    reviewBy: '2027-11-21',
    effectiveFrom: null,
    ...said,
  };
}
