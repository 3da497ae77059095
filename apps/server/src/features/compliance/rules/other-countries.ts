import { type Rule, type Span, week } from './rule.ts';
import { anyPurpose, law, machineVoices } from './shared-parts.ts';

const weekend = { sat: [], sun: [], holiday: [] };
const frenchDay: readonly Span[] = [
  ['10:00', '13:00'],
  ['14:00', '20:00'],
];
const noSunday = { sun: [], holiday: [] };

/** Rules of other countries, of the European Union, and the hours where no rule is known. */
export const otherRules: readonly Rule[] = [
  law('CA', {
    windows: week('09:00', '21:30', { sat: [['10:00', '18:00']], sun: [['10:00', '18:00']] }),
    abandonedShare: 0.05,
    citation: 'CRTC UTR Part III',
    confidence: 'high',
    sources: ['crtc.gc.ca'],
    notes:
      'Provinces may be stricter. Abandoned at most 5 % a month. Register with the national list and use one not older than 31 days; own requests within 14 days, kept for 3 years and 14 days.',
  }),
  law('CA-ADAD', {
    jurisdiction: 'CA',
    purposes: anyPurpose,
    voices: machineVoices,
    windows: week('09:30', '20:00', { sat: [['10:30', '17:00']], sun: [['12:00', '17:00']] }),
    citation: 'CRTC UTR Part IV',
    confidence: 'medium',
    sources: ['crtc.gc.ca 2014-155'],
    notes:
      'The older, stricter hours are kept; CRTC 2009-200 changed them. Artificial voices are counted among recordings.',
  }),
  law('CA-ADAD-CONSENT', {
    jurisdiction: 'CA',
    voices: machineVoices,
    consent: 'express',
    citation: 'CRTC UTR Part IV',
    confidence: 'medium',
    sources: ['crtc.gc.ca 2014-155'],
    notes: 'An existing relationship does not exempt.',
  }),
  law('GB', {
    windows: week('08:00', '21:00', { sat: [['09:00', '20:00']], ...noSunday }),
    holidayCalendar: 'GB',
    caps: [{ max: 0, period: 'PT72H', after: 'abandoned' }],
    abandonedShare: 0.03,
    citation: 'PECR reg 19, 21; DMA code; Ofcom s128 policy (2017-03-01)',
    kind: 'code',
    confidence: 'low',
    sources: ['ico.org.uk', 'ofcom.org.uk'],
    notes:
      'PECR and the preference lists (TPS, CTPS) are certain; the hours are a code of the trade. Of Ofcom’s older policy: 3 % abandoned, a message within 2 seconds, ring for 15, no new call for 72 hours after an abandoned one.',
  }),
  law('GB-AUTOMATED', {
    jurisdiction: 'GB',
    voices: machineVoices,
    consent: 'express',
    citation: 'PECR reg 19',
    confidence: 'high',
    sources: ['ico.org.uk'],
    notes: 'Consent for automated calls in particular.',
  }),
  law('FR', {
    windows: { mon: frenchDay, tue: frenchDay, wed: frenchDay, thu: frenchDay, fri: frenchDay, ...weekend },
    holidayCalendar: 'FR',
    caps: [
      { max: 4, period: 'P30D' },
      { max: 0, period: 'P60D', after: 'declined' },
    ],
    citation: 'C. consom. L223-1, D223-9',
    confidence: 'high',
    sources: ['cms.law', 'actu-juridique.fr'],
    effectiveFrom: '2023-03-01',
    notes: 'In the time zone of the consumer.',
  }),
  law('FR-OPT-IN', {
    jurisdiction: 'FR',
    consent: 'express',
    citation: 'Loi 2025-594 art. 13',
    confidence: 'high',
    sources: ['cms.law', 'actu-juridique.fr'],
    effectiveFrom: '2026-08-11',
    notes: 'Whoever calls proves the consent.',
  }),
  law('DE', {
    windows: week('09:00', '20:00', { sat: [['09:00', '18:00']], ...noSunday }),
    holidayCalendar: 'DE',
    consent: 'express',
    citation: 'UWG 7(2), 7a',
    kind: 'mixed',
    confidence: 'high',
    sources: ['ipwiki.de'],
    notes:
      'The consent is certain and its proof is kept for 5 years after it was given and after each use; the hours are custom. Recording without the consent of all is a crime (StGB 201).',
  }),
  law('IT', {
    windows: week('09:00', '20:00', { sat: [['10:00', '19:00']], eve: [['10:00', '19:00']], ...noSunday }),
    holidayCalendar: 'IT',
    citation: 'Codice di condotta telemarketing (GU 2024-03-27)',
    kind: 'code',
    confidence: 'medium',
    sources: ['money.it', 'pmi.it'],
    effectiveFrom: '2024-09-28',
    notes: 'Binds those who adhere. Check the register of objections (RPO).',
  }),
  law('ES', {
    windows: week('09:00', '21:00', weekend),
    holidayCalendar: 'ES',
    citation: 'LGTel 11/2022 art. 66.1.b; TRLGDCU art. 96',
    confidence: 'medium',
    sources: ['costadelsol-online', 'mallorca-services'],
    notes: 'Consent or legitimate interest since 2023-06-29. Not from a mobile number since 2025-06-07.',
  }),
  law('EU-AUTOMATED', {
    jurisdiction: 'EU',
    voices: machineVoices,
    consent: 'express',
    citation: 'Directive 2002/58/EC art. 13(1)',
    confidence: 'high',
    sources: ['eur-lex.europa.eu'],
    notes: 'Automated calls for direct marketing need prior consent.',
  }),
  law('EU-AI', {
    jurisdiction: 'EU',
    purposes: anyPurpose,
    voices: ['artificial'],
    citation: 'Reg. (EU) 2024/1689 art. 50(1)',
    confidence: 'high',
    sources: ['eur-lex.europa.eu'],
    effectiveFrom: '2026-08-02',
    notes: 'Say at the start of the call that a machine speaks.',
  }),
  law('AU', {
    windows: week('09:00', '20:00', { sat: [['09:00', '17:00']], ...noSunday }),
    holidayCalendar: 'AU',
    citation: 'Telemarketing and Research Calls Industry Standard 2017',
    confidence: 'high',
    sources: ['donotcall.gov.au'],
    notes:
      'Research: to 20:30 on weekdays, 09:00 to 17:00 at weekends. Show a number that can be called back for 30 days.',
  }),
  law('ZA', {
    windows: week('08:00', '20:00', { sat: [['09:00', '13:00']], ...noSunday }),
    holidayCalendar: 'ZA',
    citation: 'CPA 68/2008 s12, regulation R293',
    confidence: 'high',
    sources: ['acts.co.za'],
    notes: '',
  }),
  law('IN', {
    windows: week('10:00', '21:00'),
    citation: 'TRAI TCCCPR 2018',
    confidence: 'medium',
    sources: [],
    notes:
      'Not verified. Numbers of the 140 series, registration, preferences by time; Twilio does not carry domestic promotion.',
  }),
  law('BR', {
    windows: week('09:00', '18:00', weekend),
    holidayCalendar: 'BR',
    citation: 'State laws (RJ 7853); self-regulation',
    kind: 'mixed',
    confidence: 'low',
    sources: ['extra.globo.com'],
    notes:
      'Sources differ: Rio 08:00 to 18:00 on weekdays, the trade 09:00 to 21:00 and Saturdays. The prefix 0303 is a must.',
  }),
  law('ELSEWHERE', {
    jurisdiction: '*',
    purposes: anyPurpose,
    windows: week('08:00', '21:00'),
    citation: 'None',
    kind: 'house',
    confidence: 'low',
    sources: [],
    notes: 'No rule of the place is known to us: find out before you call there, and put it here.',
  }),
];
