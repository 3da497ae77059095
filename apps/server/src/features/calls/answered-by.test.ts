import { expect, test } from 'vitest';
import { courseAfter, isMachine } from './answered-by.ts';
import { Plan } from './plan.ts';

const content = { kind: 'speech', text: 'Call us back.', voice: 'alice' };
const drop = { name: 'A drop', content, seconds: 2, after: ['machine_end_beep'] };
const connect = { to: '+14155550190', name: 'Ada', when: 'always', ringSeconds: 30 };
const plans: Record<string, object> = {
  nothing: {},
  drop: { drop },
  always: { connect },
  'press-1': { connect: { ...connect, when: 'press-1' } },
  both: { drop, connect },
};

test.each([
  ['nothing', 'machine_end_beep', 'go-on'],
  ['nothing', null, 'go-on'],
  ['drop', null, 'go-on'],
  ['drop', 'human', 'go-on'],
  ['drop', 'unknown', 'go-on'],
  ['drop', 'machine_end_beep', 'drop'],
  ['drop', 'machine_end_silence', 'end'],
  ['drop', 'machine_end_other', 'end'],
  ['drop', 'machine_start', 'end'],
  ['drop', 'fax', 'end'],
  ['always', 'machine_start', 'end'],
  ['always', 'human', 'go-on'],
  ['press-1', 'machine_start', 'go-on'],
  ['both', 'machine_end_beep', 'drop'],
] as const)('with a plan of %s the verdict %s means: %s', (plan, verdict, course) => {
  expect(courseAfter(verdict, Plan.parse({ opening: { kind: 'none' }, ...plans[plan] }))).toBe(course);
});

test.each([
  [null, false],
  ['human', false],
  ['unknown', false],
  ['fax', true],
  ['machine_start', true],
] as const)('%s is no person: %s', (raw, is) => {
  expect(isMachine(raw)).toBe(is);
});
