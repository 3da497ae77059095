import { callVoices } from '../wish.ts';
import { type Rule, week } from './rule.ts';
import { anyPurpose, law, machineVoices } from './shared-parts.ts';

const usual = week('08:00', '21:00');

/** Rules of the United States as a whole. */
export const federalRules: readonly Rule[] = [
  law('US', {
    purposes: anyPurpose,
    windows: usual,
    abandonedShare: 0.03,
    citation: '16 CFR 310.4(b)(4), (c); 47 CFR 64.1200(a)(7), (c)(1)',
    confidence: 'high',
    sources: ['ftc.gov', 'law.cornell.edu', 'fcc.gov'],
    notes:
      'Local time of the person called; the floor for every US number. Permission, an existing relationship and non-profits are exempt from 64.1200(c): the window is kept all the same. Abandoned: answered by a person and not connected within 2 seconds; at most 3 % of such calls of a campaign in 30 days.',
  }),
  law('US-PRERECORDED-TELEMARKETING', {
    jurisdiction: 'US',
    voices: machineVoices,
    consent: 'express-written',
    citation: '47 CFR 64.1200(a)(2), (a)(3); FCC 24-17',
    confidence: 'high',
    sources: ['fcc.gov'],
    notes:
      'A voice made by a machine is artificial (FCC 24-17, 2024-02-08). Identity at the start, a way to opt out during the call, a number to call back.',
  }),
  law('US-PRERECORDED-INFORMATIONAL', {
    jurisdiction: 'US',
    purposes: ['informational', 'debt-collection'],
    voices: machineVoices,
    consent: 'express',
    unless: 'fixed-line',
    citation: '47 CFR 64.1200(a)(1)(iii); FCC 24-17',
    confidence: 'high',
    sources: ['fcc.gov'],
    notes:
      'For mobile phones; numbers of the US do not show whether they are mobile, so it holds for all but known fixed lines.',
  }),
  law('US-PRERECORDED-EXEMPT', {
    jurisdiction: 'US',
    purposes: ['informational', 'debt-collection'],
    voices: machineVoices,
    windows: usual,
    caps: [{ max: 3, period: 'P30D' }],
    unless: 'consent',
    citation: '47 CFR 64.1200(a)(3) (FCC 20-186, FCC 22-100)',
    confidence: 'high',
    sources: ['federalregister.gov 2023-00634', 'federalregister.gov 2023-00635'],
    effectiveFrom: '2023-07-20',
    notes:
      'Only where there is no consent; more calls need one, spoken or written. For health care: 1 a day, 3 a week (not verified).',
  }),
  law('US-DEBT', {
    jurisdiction: 'US',
    purposes: ['debt-collection'],
    voices: callVoices,
    windows: usual,
    caps: [
      { max: 7, period: 'P7D' },
      { max: 0, period: 'P7D', after: 'conversation' },
    ],
    citation: '12 CFR 1006.6(b), 1006.14(b)(2)',
    confidence: 'high',
    sources: ['ecfr.gov', 'consumerfinance.gov'],
    notes:
      'A presumption, for a person and a debt; here for a number. The day of the conversation is the first of the seven.',
  }),
];
