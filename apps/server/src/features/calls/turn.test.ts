import { printTwiml } from '@offhook/twiml';
import { describe, expect, test } from 'vitest';
import { noFacts } from './call.ts';
import { Plan } from './plan.ts';
import { type Page, pages, type Turn, turn } from './turn.ts';

const answeredAt = new Date('2026-11-02T15:00:00Z');
const drop = {
  name: 'A drop',
  content: { kind: 'speech' as const, text: 'Call us back.', voice: 'alice' },
  seconds: 2,
  after: ['machine_end_beep'],
};
const connect = { to: '+14155550190', name: 'Ada', callWith: 'Grace', when: 'always' as const, ringSeconds: 30 };

function asked(
  page: Page,
  given: { plan?: object; call?: Partial<Turn['call']>; heard?: Partial<Turn['heard']>; afterSeconds?: number } = {},
): string {
  const plan = Plan.parse({ opening: { kind: 'message', text: 'Hello.' }, ...given.plan });
  const call = {
    ...noFacts,
    answeredAt,
    from: '+14155550199',
    wantsRecording: false,
    hangUpWantedAt: null,
    ...given.call,
  };
  const at = new Date(answeredAt.getTime() + (given.afterSeconds ?? 1) * 1000);
  const links = {
    page: (name: string) => `https://a.example/${name}`,
    media: (id: string) => `https://a.example/media/${id}`,
  };
  const xml = printTwiml(turn(page, { plan, call, heard: { at, ...given.heard }, links }));
  return xml.replace(/^.*<Response>|<\/Response>$/g, '');
}

test('the same question gets the same answer, on every page', () => {
  for (const page of pages)
    expect(asked(page, { plan: { drop, connect } })).toBe(asked(page, { plan: { drop, connect } }));
});

test('a call that somebody hung up here is told to end, whatever it asks', () => {
  const call = { hangUpWantedAt: answeredAt };
  for (const page of ['outbound', 'fallback', 'afterwards', 'keypress', 'bridged', 'drop', 'dropped'] as const) {
    expect(asked(page, { plan: { drop, connect }, call })).toBe('<Hangup/>');
  }
});

describe('the opening', () => {
  test.each([
    ['a beep leads to the drop', 'machine_end_beep', '<Redirect>https://a.example/drop</Redirect>'],
    ['another end of a greeting leaves nothing', 'machine_end_silence', '<Hangup/>'],
    ['a fax is told nothing', 'fax', '<Hangup/>'],
  ])('%s', (_what, answeredBy, xml) => {
    expect(asked('outbound', { plan: { drop }, heard: { answeredBy } })).toBe(xml);
  });

  test.each(['human', 'unknown'])('%s hears the script', (answeredBy) => {
    expect(asked('outbound', { plan: { drop }, heard: { answeredBy } })).toContain('>Hello.<');
  });

  test('is announced when the call is recorded, and recorded from then on', () => {
    const plan = { announcement: 'This call is recorded.' };
    const recorded = asked('outbound', { plan, call: { wantsRecording: true } });
    expect(recorded).toMatch(/^<Say[^>]*>This call is recorded.<\/Say><Start><Recording /);
    expect(asked('outbound', { plan })).not.toContain('recorded');
  });

  test('that a person must answer with 1 asks for it after what is said', () => {
    const xml = asked('outbound', { plan: { connect: { ...connect, when: 'press-1' } } });
    expect(xml).toMatch(/^<Gather [^>]*numDigits="1"[^>]*><Say[^>]*>Hello.<\/Say><Say[^>]*>Press 1 to speak/);
    expect(xml).toContain('Goodbye.');
  });
});

describe('after the opening', () => {
  const waits = '<Pause length="1"/><Redirect>https://a.example/afterwards</Redirect>';
  const plan = { drop, awaitsVerdict: true };

  test.each([
    ['waits for the verdict', { plan }, waits],
    ['waits no longer than detection takes', { plan, afterSeconds: 40 }, '<Hangup/>'],
    ['ends with a person', { plan, call: { answeredBy: 'human' } }, '<Hangup/>'],
    [
      'holds the line for a drop that is due',
      { plan, call: { answeredBy: 'machine_end_beep' }, afterSeconds: 60 },
      waits,
    ],
    ['but not for ever', { plan, call: { answeredBy: 'machine_end_beep' }, afterSeconds: 100 }, '<Hangup/>'],
    ['ends with a machine that beeps not', { plan, call: { answeredBy: 'machine_end_other' } }, '<Hangup/>'],
  ])('%s', (_what, given, xml) => {
    expect(asked('afterwards', given)).toBe(xml);
  });

  test('a person is connected, a machine is not', () => {
    const bridge = { connect, awaitsVerdict: true };
    expect(asked('afterwards', { plan: bridge, call: { answeredBy: 'human' } })).toContain('<Dial ');
    expect(asked('afterwards', { plan: bridge, call: { answeredBy: 'unknown' } })).toContain('<Dial ');
    expect(asked('afterwards', { plan: bridge, call: { answeredBy: 'machine_start' } })).toBe('<Hangup/>');
    expect(asked('afterwards', { plan: bridge })).toBe(waits);
  });
});

describe('in place of a document that failed', () => {
  const url = 'https://a.example/twiml/outbound/token';
  test.each([
    ['the opening is given again when it could not be fetched', { code: '11200', url }, 'Hello.'],
    ['an apology when it could not be read', { code: '12100', url }, 'We are sorry'],
    [
      'an apology in the middle of a call',
      { code: '11200', url: 'https://a.example/twiml/keypress/token' },
      'We are sorry',
    ],
  ])('%s', (_what, failed, text) => {
    expect(asked('fallback', { heard: { failed } })).toContain(text);
  });
});

test('a drop that was played is not played again', () => {
  expect(asked('drop', { plan: { drop } })).toContain('Call us back.');
  expect(asked('drop', { plan: { drop }, call: { dropFinishedAt: answeredAt } })).toBe('<Hangup/>');
  expect(asked('drop')).toBe('<Hangup/>');
});

test.each([
  ['1', ''],
  ['2', '<Hangup/>'],
  ['', '<Hangup/>'],
])('whoever answers the whisper with "%s" gets "%s"', (digits, xml) => {
  expect(asked('accept', { plan: { connect }, heard: { digits } })).toBe(xml);
});
