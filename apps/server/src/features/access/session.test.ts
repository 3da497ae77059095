import { expect, test } from 'vitest';
import { hoursAfter, judgeRefresh } from './session.ts';

const at = new Date('2026-11-02T15:00:00Z');
const bytes = (text: string) => new TextEncoder().encode(text);
const session = {
  refreshHash: bytes('new'),
  previousRefreshHash: bytes('old'),
  rotatedAt: at,
  expiresAt: hoursAfter(at, 24),
  endedAt: null,
};
const later = (seconds: number) => new Date(at.getTime() + seconds * 1000);

test.each([
  ['the newest token rotates', {}, 'new', 90, 'rotate'],
  ['the one before is accepted within a minute: two tabs', {}, 'old', 59, 'accept'],
  ['the one before is stolen after a minute', {}, 'old', 60, 'stolen'],
  ['an older one is stolen at once', {}, 'oldest', 1, 'stolen'],
  ['a session that ended stays ended', { endedAt: at }, 'new', 1, 'ended'],
  ['a session that expired is over', { expiresAt: later(5) }, 'new', 5, 'ended'],
  ['without a token before, another one is stolen', { previousRefreshHash: null }, 'old', 1, 'stolen'],
] as const)('%s', (_fact, change, token, seconds, judgement) => {
  expect(judgeRefresh({ ...session, ...change }, bytes(token), later(seconds))).toBe(judgement);
});
