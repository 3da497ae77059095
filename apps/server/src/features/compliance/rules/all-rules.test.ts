import { weekdays } from '@offhook/flow';
import { expect, test } from 'vitest';
import { periodMs } from '../attempt-caps.ts';
import { builtInRules } from './all-rules.ts';
import { rulesInForce } from './in-force.ts';

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
