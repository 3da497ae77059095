import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Directory, type ForwardingRule } from './directory-shapes.ts';
import { ringingOf } from './forwarding.ts';
import { forwardingLoop } from './forwarding-loop.ts';
import type { FlowGraph } from './graph.ts';

type Rules = readonly ForwardingRule[];

const at = new Date('2026-11-23T10:00:00Z');
const outside = '+390699999999';
const ours = '+390611111111';
const office = {
  name: 'Office',
  calendar: { time_zone: 'Europe/Rome', weekly: [{ day: 'mon', from: '09:00', to: '17:00' }] },
};

function directoryOf(people: Record<string, Rules>, number?: { route: object; forwarding?: Rules }): Directory {
  const entries = Object.entries(people).map(([id, forwarding], index) => [
    id,
    { name: id.toUpperCase(), phone: `+39333000000${index}`, forwarding, box_id: id === 'anna' ? 'box_anna' : null },
  ]);
  const numbers = number ? { [ours]: { label: 'Main', forwarding: [], box_id: null, ...number } } : {};
  return Directory.parse({
    hours: { office },
    people: Object.fromEntries(entries),
    groups: { sales: { name: 'Sales', members: [{ person_id: 'anna' }, { number: outside }] } },
    boxes: {},
    flows: {},
    numbers,
    prompts: {},
    default_box_id: null,
  });
}

const toPerson = (person_id: string, rest: Partial<ForwardingRule> = {}): ForwardingRule => ({
  when: 'always',
  to: { kind: 'person', person_id },
  ...rest,
});
const toNumber = (number: string, rest: Partial<ForwardingRule> = {}): ForwardingRule => ({
  when: 'always',
  to: { kind: 'number', number },
  ...rest,
});
const toBox: ForwardingRule = { when: 'always', to: { kind: 'box', box_id: 'box_desk' } };

function ring(directory: Directory, person_id = 'anna', caller = '+390612345678') {
  return ringingOf({ person_id }, { at, caller, directory });
}

test('somebody without rules rings; where the call goes then is for its flow to say, which learns their box', () => {
  const { then, ...rest } = ring(directoryOf({ anna: [] }));
  expect(rest).toMatchObject({ numbers: ['+393330000000'], ringSeconds: null, onBusy: null, acted: [] });
  expect([then, rest.ownBox]).toEqual([null, 'box_anna']);
});

test('busy and no answer lead to where their rules say, after the seconds they say', () => {
  const rules = [toNumber(outside, { when: 'busy' }), toPerson('bea', { when: 'no-answer', after_seconds: 15 })];
  const { then, ...rest } = ring(directoryOf({ anna: rules, bea: [] }));
  expect(rest).toMatchObject({ numbers: ['+393330000000'], ringSeconds: 15, onBusy: { number: outside } });
  expect(then).toEqual({ kind: 'person', person_id: 'bea' });
});

test('of the rules that apply the first counts: its hours and its callers', () => {
  const during = (...states: ('open' | 'closed' | 'holiday')[]) => ({ hours: { hours_id: 'office', during: states } });
  const rules = [
    toNumber('+390600000001', during('closed', 'holiday')),
    toNumber('+390600000002', { hours: { hours_id: 'deleted', during: ['open'] } }),
    toNumber('+390600000003', { callers: ['+3906*'] }),
    toNumber('+390600000004', during('open')),
  ];
  const directory = directoryOf({ anna: rules });
  expect(ring(directory).numbers).toEqual(['+390600000003']);
  expect(ring(directory, 'anna', '+390212345678').numbers).toEqual(['+390600000004']);
  expect(ring(directory, 'anna', 'anonymous').numbers).toEqual(['+390600000004']);
});

test('forwarding is followed from one to the next, and it says which rules acted', () => {
  const directory = directoryOf({ anna: [toPerson('bea')], bea: [toPerson('carlo')], carlo: [] });
  const ringing = ring(directory);
  expect(ringing).toMatchObject({ numbers: ['+393330000002'] });
  expect([ringing.then, ringing.ownBox]).toEqual([null, 'box_anna']);
  expect(ringing.acted.map(({ of }) => of)).toEqual([{ person_id: 'anna' }, { person_id: 'bea' }]);
  expect(ringing.passed).toEqual(['anna', 'bea', 'carlo']);
});

test('forwarding to a box rings nobody', () => {
  const { numbers, then } = ring(directoryOf({ anna: [toBox] }));
  expect({ numbers, target: then }).toEqual({ numbers: [], target: { kind: 'box', box_id: 'box_desk' } });
});

test('a rule that leads back does not count, whether always or after no answer', () => {
  const directory = directoryOf({ anna: [toPerson('bea')], bea: [toPerson('anna')] });
  expect(ring(directory).numbers).toEqual(['+393330000001']);
  const cover = directoryOf({ anna: [], bea: [toPerson('anna', { when: 'no-answer' })] });
  const tried = ringingOf({ person_id: 'anna' }, { at, caller: '', directory: cover }).passed;
  expect(ringingOf({ person_id: 'bea' }, { at, caller: '', directory: cover, tried }).then).toBeNull();
});

test('a number of ours leads on by its rules, then by its route; one that a flow answers is called', () => {
  const byRoute = directoryOf({ anna: [], bea: [] }, { route: { kind: 'person', person_id: 'anna' } });
  const rung = (directory: Directory, number = ours) => ringingOf({ number }, { at, caller: '', directory }).numbers;
  expect(rung(byRoute)).toEqual(['+393330000000']);
  const byRule = directoryOf(
    { anna: [], bea: [] },
    { route: { kind: 'person', person_id: 'anna' }, forwarding: [toPerson('bea')] },
  );
  expect(rung(byRule)).toEqual(['+393330000001']);
  expect(rung(directoryOf({}, { route: { kind: 'flow', flow_id: 'flow_1' } }))).toEqual([ours]);
  expect(rung(byRoute, outside)).toEqual([outside]);
});

test('somebody who is gone rings nowhere', () => {
  const { numbers, then } = ring(directoryOf({}), 'nobody');
  expect({ numbers, target: then }).toEqual({ numbers: [], target: null });
});

test('a circle is named by those in it, first and last the same', () => {
  const directory = directoryOf(
    { anna: [], bea: [toNumber(ours, { when: 'busy' })] },
    { route: { kind: 'group', group_id: 'sales' } },
  );
  const loop = (rules: Rules) => forwardingLoop(rules, { person_id: 'anna' }, { directory });
  expect(loop([toPerson('bea')])).toEqual(['ANNA', 'BEA', 'Main', 'Sales', 'ANNA']);
  expect(loop([toPerson('anna', { when: 'no-answer' })])).toEqual(['ANNA', 'ANNA']);
  expect(loop([toNumber(outside), toBox])).toBeNull();
  expect(forwardingLoop([], { group_id: 'sales' }, { directory })).toBeNull();
  expect(forwardingLoop([toPerson('bea')], { number: ours }, { directory })).toEqual(['Main', 'BEA', 'Main']);
});

test('a circle through a live flow is found, by way of groups and other flows too', () => {
  const dials = (data: object) => ({
    nodes: [
      { id: 'start', type: 'start', data: {} },
      { id: 'd', type: 'dial', data },
    ],
    edges: [{ id: 'e', source: 'start', target: 'd' }],
  });
  const live: Record<string, FlowGraph> = {
    flow_1: dials({ targets: [{ group_id: 'sales' }] }),
    flow_2: { ...dials({}), nodes: [{ id: 'go', type: 'go-to-flow', data: { flow_id: 'flow_1' } }] },
  };
  const directory = {
    ...directoryOf({ anna: [toNumber(ours)], bea: [] }, { route: { kind: 'flow', flow_id: 'flow_2' } }),
    flows: { flow_1: { name: 'Desk', live_version_id: 'v' }, flow_2: { name: 'Door', live_version_id: 'w' } },
  };
  const around = { directory, liveGraphOf: (id: string) => live[id] };
  expect(forwardingLoop([], { number: ours }, around)).toEqual(['Main', 'Door', 'Desk', 'Sales', 'ANNA', 'Main']);
  expect(forwardingLoop([toNumber(ours)], { person_id: 'anna' }, around)).toHaveLength(6);
  expect(forwardingLoop([toNumber(ours)], { person_id: 'anna' }, { directory })).toBeNull();
  expect(forwardingLoop([toNumber(outside)], { person_id: 'anna' }, around)).toBeNull();
});

test('whatever the rules, following them ends within five hops and passes nobody twice', () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  const target = fc.constantFrom(...ids.map((id) => toPerson(id)), toNumber(ours), toNumber(outside), toBox);
  const rules = fc.array(fc.tuple(target, fc.constantFrom('always' as const, 'busy' as const, 'no-answer' as const)), {
    maxLength: 3,
  });
  const people = fc.tuple(...ids.map(() => rules));
  fc.assert(
    fc.property(people, (drawn) => {
      const entries = drawn.map((list, index) => [ids[index], list.map(([rule, when]) => ({ ...rule, when }))]);
      const directory = directoryOf(Object.fromEntries(entries), { route: { kind: 'person', person_id: 'a' } });
      const { passed, then, onBusy } = ring(directory, 'a');
      expect(passed.length).toBeLessThanOrEqual(6);
      expect(new Set(passed).size).toBe(passed.length);
      for (const next of [then, onBusy]) if (next?.kind === 'person') expect(passed).not.toContain(next.person_id);
    }),
    { numRuns: 300, seed: 7 },
  );
});
