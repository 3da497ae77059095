import type { Id } from '@offhook/kit';
import type { CallFilter } from '../apps/server/src/features/calls/store/filter.ts';
import { contactOf, digitsOf, dispositions, personOf, tags } from './fill-calls.ts';

/** A page of the call list that people ask for; `turn` chooses among their like, so that no answer is asked for twice in a row. */
export interface ListWish {
  name: string;
  filterOf: (turn: number) => CallFilter;
  /** Begins behind so many calls. */
  behind?: number;
}

/** The end of the calls that the history has. */
export const historyUntil = new Date('2026-11-01T00:00:00Z');

const daysBefore = (days: number) => new Date(historyUntil.getTime() - days * 86_400_000);
const pick = <Item>(items: readonly Item[], turn: number): Item[] => items.slice(turn % items.length).slice(0, 1);
const endingIn = (digits: string): CallFilter => ({
  search: { kind: 'digits', digits, ending: [...digits].reverse().join(''), part: 'ending' },
});

export const listWishes: ListWish[] = [
  { name: 'first page', filterOf: () => ({}) },
  { name: 'page 500', filterOf: () => ({}), behind: 24_950 },
  { name: 'status', filterOf: (turn) => ({ statuses: pick(['busy', 'failed', 'no-answer', 'canceled'], turn) }) },
  { name: 'three statuses', filterOf: () => ({ statuses: ['failed', 'canceled', 'ringing'] }) },
  { name: 'person', filterOf: (turn) => ({ personId: personOf(1 + (turn % 40)) as Id<'person'> }) }, // written so by the filler
  { name: 'contact', filterOf: (turn) => ({ contactId: contactOf(1 + (turn % 90)) as Id<'contact'> }) }, // the same
  { name: 'last four digits', filterOf: (turn) => endingIn(digitsOf(1 + (turn % 90)).slice(-4)) },
  { name: 'whole number', filterOf: (turn) => endingIn(digitsOf(1 + (turn % 90))) },
  { name: 'disposition', filterOf: (turn) => ({ dispositions: pick(dispositions, turn) }) },
  { name: 'two dispositions', filterOf: () => ({ dispositions: ['Call back', 'Interested'] }) },
  { name: 'with a recording', filterOf: () => ({ hasRecording: true }) },
  {
    name: 'one day',
    filterOf: (turn) => ({ since: daysBefore(100 + (turn % 90)), until: daysBefore(99 + (turn % 90)) }),
  },
];

export const tagWish: ListWish = { name: 'tag', filterOf: (turn) => ({ tag: pick(tags, turn)[0] }) };
