import type { FlowAnalytics } from '@offhook/contract';
import { expect, test } from 'vitest';
import { visitsOf } from './visits.ts';

const analytics: FlowAnalytics = {
  calls: 40,
  nodes: [
    { node_id: 'menu', calls: 40, ended_here: 3, average_seconds: 12.4, exits: [{ exit: '1', calls: 30 }] },
    { node_id: 'say', calls: 1, ended_here: 0, average_seconds: null, exits: [] },
  ],
};

test.each([
  ['menu', '40 calls · 3 hung up (8 %) · 12 s each'],
  ['say', '1 call'],
  ['never reached', 'No calls'],
])('of %s it says: %s', (nodeId, words) => {
  expect(visitsOf(analytics, nodeId)?.words).toBe(words);
});

test('each way out has its calls and its share', () => {
  expect(visitsOf(analytics, 'menu')?.exits.get('1')).toBe('30 · 75 %');
  expect(visitsOf(null, 'menu')).toBeUndefined();
});
