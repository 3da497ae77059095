import { expect, test } from 'vitest';
import { inOrder } from './timeline.ts';

const entry = (kind: string, time: string) => ({ kind, at: new Date(`2026-11-02T15:00:${time}Z`) });

test('what we wrote within a second comes before what the carrier dates at its beginning', () => {
  const entries = [
    entry('queued', '32.000'),
    entry('ringing', '32.000'),
    entry('intended', '32.310'),
    entry('placed', '32.340'),
  ];
  expect(inOrder(entries).map(({ kind }) => kind)).toEqual(['intended', 'placed', 'queued', 'ringing']);
});

test('a hang-up comes before the end that it caused, and a later second after all of an earlier one', () => {
  const entries = [
    entry('completed', '40.000'),
    entry('hang-up', '40.700'),
    entry('recording', '39.000'),
    entry('in-progress', '38.000'),
  ];
  expect(inOrder(entries).map(({ kind }) => kind)).toEqual(['in-progress', 'recording', 'hang-up', 'completed']);
});

test('entries of one kind in one second stay in the order they came in', () => {
  const entries = [
    { ...entry('recording', '39.000'), id: 1 },
    { ...entry('recording', '39.000'), id: 2 },
  ];
  expect(inOrder(entries).map(({ id }) => id)).toEqual([1, 2]);
});
