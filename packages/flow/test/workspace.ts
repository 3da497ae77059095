import type { Directory, FlowGraph, Surroundings } from '../src/index.ts';

export const caller = '+390612345678';
export const called = '+390687654321';

/** A workspace with one of everything: hours, people with and without a phone, groups, boxes, a second flow. */
export const directory: Directory = {
  hours: {
    hours_1: {
      name: 'Office',
      calendar: {
        time_zone: 'Europe/Rome',
        weekly: (['mon', 'tue', 'wed', 'thu', 'fri'] as const).map((day) => ({ day, from: '09:00', to: '17:00' })),
        special: [],
        holidays: [{ date: '2026-12-25', name: 'Christmas Day' }],
      },
    },
  },
  people: {
    person_anna: { name: 'Anna Conti', phone: '+393331111111', forwarding: [], box_id: 'box_anna' },
    person_bruno: {
      name: 'Bruno Serra',
      phone: '+393332222222',
      forwarding: [
        { when: 'no-answer', after_seconds: 15, to: { kind: 'person', person_id: 'person_anna' } },
        { when: 'busy', to: { kind: 'number', number: '+390655555555' } },
      ],
      box_id: 'box_anna',
    },
    person_carla: { name: 'Carla Neri', phone: null, forwarding: [], box_id: 'box_anna' },
    person_dario: {
      name: 'Dario Riva',
      phone: '+393334444444',
      forwarding: [{ when: 'no-answer', to: { kind: 'box', box_id: 'box_anna' } }],
      box_id: 'box_anna',
    },
  },
  groups: {
    group_sales: { name: 'Sales', members: [{ person_id: 'person_anna' }, { number: '+390644444444' }] },
    group_many: {
      name: 'Many',
      members: Array.from({ length: 12 }, (_, index) => ({ number: `+3906000000${10 + index}` })),
    },
    group_empty: { name: 'Empty', members: [] },
  },
  boxes: {
    box_main: {
      name: 'Main',
      greetings: [],
      fallback_greeting: 'Please leave a message.',
      hours_id: null,
      is_full: false,
      max_seconds: 120,
    },
    box_anna: {
      name: 'Anna',
      greetings: [],
      fallback_greeting: 'Leave Anna a message.',
      hours_id: null,
      is_full: false,
      max_seconds: 60,
    },
    box_full: {
      name: 'Full',
      greetings: [],
      fallback_greeting: 'Never heard.',
      hours_id: null,
      is_full: true,
      max_seconds: 60,
    },
  },
  flows: {
    flow_other: { name: 'Other', live_version_id: 'version_other' },
    flow_draft: { name: 'Unpublished', live_version_id: null },
  },
  numbers: {
    [called]: { label: 'Main line', route: { kind: 'flow', flow_id: 'flow_this' }, forwarding: [], box_id: null },
    '+390699999999': {
      label: 'Second line',
      route: { kind: 'person', person_id: 'person_anna' },
      forwarding: [],
      box_id: 'box_anna',
    },
  },
  prompts: { media_1: { name: 'Jingle' } },
  default_box_id: 'box_main',
};

/** A Tuesday morning in Rome, when the office is open. */
export const around: Surroundings = { at: new Date('2026-11-24T09:00:00Z'), caller, called, directory };

/** A flow in short: nodes as `[id, type, data]`, edges as `source > target` or `source exit > target`. */
export function flow(nodes: readonly (readonly [string, string, object?])[], ...edges: string[]): FlowGraph {
  return {
    nodes: nodes.map(([id, type, data = {}]) => ({ id, type, data: { ...data } })),
    edges: edges.map((text, index) => {
      const [from = '', target = ''] = text.split(' > ');
      const [source = '', ...label] = from.split(' ');
      return { id: `e${index}`, source, target, ...(label.length > 0 && { label: label.join(' ') }) };
    }),
  };
}
