import type { Directory, ForwardingRule } from '@offhook/flow/shapes';
import { expect, test } from 'vitest';
import { usesIn } from './uses.ts';

const byOffice: ForwardingRule = {
  when: 'always',
  to: { kind: 'box', box_id: 'box_1' },
  hours: { hours_id: 'hours_office', during: ['closed'] },
};

const directory: Directory = {
  hours: {},
  people: {
    person_1: { name: 'Anna', phone: null, forwarding: [byOffice], box_id: null },
    person_2: { name: 'Bruno', phone: null, forwarding: [], box_id: null },
  },
  groups: {},
  boxes: {
    box_1: {
      ...{ name: 'Desk', greetings: [], fallback_greeting: '', is_full: false, max_seconds: 60 },
      hours_id: 'hours_office',
    },
  },
  flows: {},
  numbers: {
    '+390611111111': {
      ...{ label: 'Main', forwarding: [byOffice], box_id: null },
      route: { kind: 'group', group_id: 'group_sales' },
    },
    '+390622222222': { label: '', route: { kind: 'none' }, forwarding: [], box_id: null },
  },
  prompts: {},
  default_box_id: null,
};

test('hours are followed by rules of numbers and of people, and by boxes; each says so', () => {
  expect(usesIn(directory, { kind: 'hours', id: 'hours_office' })).toEqual([
    'the number Main',
    'the forwarding of Anna',
    'the voicemail box Desk',
  ]);
  expect(usesIn(directory, { kind: 'hours', id: 'hours_other' })).toEqual([]);
});

test('a group is rung by the numbers that lead to it', () => {
  expect(usesIn(directory, { kind: 'group', id: 'group_sales' })).toEqual(['the number Main']);
  expect(usesIn(directory, { kind: 'group', id: 'hours_office' })).toEqual([]);
});
