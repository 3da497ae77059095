import { weekdays } from '@offhook/flow';
import { expect, test } from 'vitest';
import { periodMs } from '../attempt-caps.ts';
import { builtInRules } from './all-rules.ts';
import { rulesInForce } from './in-force.ts';
import { nameOf } from './rule.ts';

test('every rule has an id of its own, says where it is from and when to look again', () => {
  expect(new Set(builtInRules.map(({ id }) => id)).size).toBe(builtInRules.length);
  for (const { id, citation, reviewBy, effectiveFrom } of builtInRules) {
    expect(citation, id).not.toBe('');
    expect(reviewBy, id).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(effectiveFrom ?? '2000-01-01', id).toMatch(/^20\d\d-\d\d-\d\d$/);
  }
});

test('every span ends after it begins, every holiday has a calendar, every period can be read', () => {
  for (const { id, windows, holidayCalendar, caps } of builtInRules) {
    const days = windows === null ? [] : [...weekdays.map((day) => windows[day]), windows.holiday, windows.eve];
    for (const [from, to] of days.flatMap((spans) => spans ?? [])) expect(from < to, id).toBe(true);
    expect(windows?.holiday !== undefined || windows?.eve !== undefined, id).toBe(holidayCalendar !== null);
    for (const { period } of caps) expect(periodMs(period), id).toBeGreaterThan(0);
  }
});

test('no rule is looser than the floor of the United States', () => {
  for (const { id, jurisdiction, windows } of builtInRules) {
    if (windows === null || !jurisdiction.startsWith('US')) continue;
    for (const [from, to] of weekdays.flatMap((day) => windows[day]))
      expect(from >= '08:00' && to <= '21:00', id).toBe(true);
  }
});

test('the rule for everywhere holds only where no other one has hours', () => {
  const at = new Date('2026-11-21T00:00:00Z');
  const names = (jurisdictions: string[], purpose: 'informational' | 'telemarketing' | 'personal') =>
    rulesInForce(builtInRules, { jurisdictions, purpose, voice: 'live' }, at).map(({ id }) => id);
  expect(names(['JP'], 'telemarketing')).toEqual(['ELSEWHERE']);
  expect(names(['GB'], 'informational')).toEqual(['ELSEWHERE']);
  expect(names(['GB'], 'telemarketing')).toEqual(['GB']);
  expect(names(['GB'], 'personal')).toEqual([]);
});

test('a rule about recordings is one about machines’ voices, too: of several voices the strictest can be judged alone', () => {
  for (const { id, voices } of builtInRules)
    expect(voices.includes('artificial') || !voices.includes('prerecorded'), id).toBe(true);
  for (const { id, voices } of builtInRules)
    expect(voices.includes('prerecorded') || !voices.includes('live'), id).toBe(true);
});

test('no version of a rule is ever taken away: decisions are made again with those of then', () => {
  const names = builtInRules.map((rule) => nameOf(rule));
  expect(names).toEqual(expect.arrayContaining(everPublished));
});

/** Only added to. A rule that changes is a new version beside the old one, which then holds for nobody any more. */
const everPublished = [
  'US@1',
  'US-PRERECORDED-TELEMARKETING@1',
  'US-PRERECORDED-INFORMATIONAL@1',
  'US-PRERECORDED-EXEMPT@1',
  'US-DEBT@1',
  'US-AL@1',
  'US-CA-ADAD@1',
  'US-CT@1',
  'US-FL@1',
  'US-IL@1',
  'US-IL-ADAD@1',
  'US-IN@1',
  'US-KY@1',
  'US-LA@1',
  'US-ME-ADAD@1',
  'US-MD@1',
  'US-MA@1',
  'US-MI@1',
  'US-MN@1',
  'US-MS@1',
  'US-NE-ADAD@1',
  'US-NV@1',
  'US-NM@1',
  'US-OK@1',
  'US-OR@1',
  'US-PA@1',
  'US-RI@1',
  'US-SD-ADAD@1',
  'US-TN@1',
  'US-TX@1',
  'US-UT@1',
  'US-WA@1',
  'US-WY@1',
  'CA@1',
  'CA-ADAD@1',
  'CA-ADAD-CONSENT@1',
  'GB@1',
  'GB-AUTOMATED@1',
  'FR@1',
  'FR-OPT-IN@1',
  'DE@1',
  'IT@1',
  'ES@1',
  'EU-AUTOMATED@1',
  'EU-AI@1',
  'AU@1',
  'ZA@1',
  'IN@1',
  'BR@1',
  'ELSEWHERE@1',
];
