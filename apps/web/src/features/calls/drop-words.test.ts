import type { CallDrop } from '@offhook/contract';
import { expect, test } from 'vitest';
import { linesByLeg, lineWords } from './cost-words.ts';
import { dropProof } from './drop-words.ts';

const drop: CallDrop = {
  id: 'drop_1',
  name: 'Call us back',
  outcome: 'truncated',
  beep_at: null,
  started_at: null,
  finished_at: null,
  expected_seconds: 12,
  played_seconds: 4,
};

test('a drop that was cut off says how much of it was heard', () => {
  expect(dropProof(drop).sentence).toBe('The line went after 4 s of 12 s: the rest was not heard.');
  expect(dropProof({ ...drop, outcome: 'complete' }).sentence).toContain('All 12 s');
});

test('a cost line says what was bought and how much of it', () => {
  expect(lineWords({ what: 'minutes', quantity: 2, unit: 'minute' })).toBe('Minutes · 2 minutes');
  expect(lineWords({ what: 'recording', quantity: 1, unit: 'minute' })).toBe('Recording · 1 minute');
  expect(lineWords({ what: 'minutes', quantity: null, unit: null })).toBe('Minutes');
});

test('lines stand under their leg, those of the call first', () => {
  const line = (leg_sid: string | null) => ({
    what: 'minutes' as const,
    leg_sid,
    quantity: null,
    unit: null,
    amount: '0.01',
    currency: 'USD',
    basis: 'estimate' as const,
    source: '',
    at: '2026-11-21T14:00:00Z',
  });
  const groups = linesByLeg([line('CA2'), line(null), line('CA1'), line('CA2')], 'CA1');
  expect(groups.map(({ legSid, lines }) => [legSid, lines.length])).toEqual([
    [null, 2],
    ['CA2', 2],
  ]);
});
