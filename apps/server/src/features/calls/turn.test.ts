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
    flow: (id: string) => `https://a.example/flow/${id}`,
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
  const waiting = (seconds: number) => `<Pause length="${seconds}"/><Redirect>https://a.example/afterwards</Redirect>`;
  const waits = waiting(1);
  const plan = { drop, awaitsVerdict: true };

  test.each([
    ['waits for the verdict', { plan }, waits],
    ['asks less often when it takes longer', { plan, afterSeconds: 20 }, waiting(3)],
    ['waits no longer than detection takes', { plan, afterSeconds: 40 }, '<Hangup/>'],
    ['ends with a person', { plan, call: { answeredBy: 'human' } }, '<Hangup/>'],
    [
      'holds the line for a drop that is due',
      { plan, call: { answeredBy: 'machine_end_beep' }, afterSeconds: 60 },
      waiting(5),
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
    ['an apology for what is not a page', { code: '11200', url: 'https://a.example/media/1' }, 'We are sorry'],
  ])('%s', (_what, failed, text) => {
    expect(asked('fallback', { heard: { failed } })).toContain(text);
  });

  const unfetched = (page: Page) => ({ failed: { code: '11200', url: `https://a.example/twiml/${page}/token` } });
  const machine = { answeredBy: 'machine_end_beep' };

  test('a drop is given again, until it was played', () => {
    const given = { plan: { drop }, heard: unfetched('drop') };
    expect(asked('fallback', { ...given, call: machine })).toBe('<Redirect>https://a.example/drop</Redirect>');
    expect(
      asked('fallback', { ...given, call: { ...machine, dropStartedAt: answeredAt }, afterSeconds: 16 }),
    ).toContain('Call us back.');
    expect(
      asked('fallback', { ...given, call: { ...machine, dropFinishedAt: answeredAt, dropStartedAt: answeredAt } }),
    ).toBe('<Hangup/>');
    expect(asked('fallback', { ...given, call: machine, afterSeconds: 100 })).toBe('<Hangup/>');
  });

  test('no tape gets an apology', () => {
    const heard = { failed: { code: '12100', url: 'https://a.example/twiml/drop/token' } };
    expect(asked('fallback', { plan: { drop }, call: machine, heard })).toBe('<Hangup/>');
  });

  test('whoever was pressing a key is asked for it again, and whoever waits goes on waiting', () => {
    const pressing = { plan: { connect: { ...connect, when: 'press-1' } }, heard: unfetched('keypress') };
    expect(asked('fallback', pressing)).toMatch(/^<Gather .*Press 1 to speak with a representative\.<\/Say><\/Gather>/);
    expect(asked('fallback', { plan: { connect, awaitsVerdict: true }, heard: unfetched('afterwards') })).toBe(
      '<Pause length="1"/><Redirect>https://a.example/afterwards</Redirect>',
    );
    expect(asked('fallback', { plan: { connect }, heard: unfetched('bridged') })).toContain('nobody is free');
  });
});

describe('a question of a script', () => {
  const opening = {
    kind: 'twiml' as const,
    document:
      '<Response><Gather numDigits="1" method="GET" actionOnEmptyResult="true"><Say>1 or 2?</Say></Gather></Response>',
  };

  test('is answered to us, and not to the opening, which would begin anew', () => {
    expect(asked('outbound', { plan: { opening } })).toBe(
      '<Gather action="https://a.example/keypress" numDigits="1"><Say>1 or 2?</Say></Gather>',
    );
  });

  test.each([
    ['a goodbye', {}, 'Goodbye.'],
    ['the connection that was meant to follow', { connect }, '<Dial '],
    ['a goodbye where only 1 connects', { connect: { ...connect, when: 'press-1' } }, 'Goodbye.'],
  ])('is answered with %s', (_what, plan, xml) => {
    expect(asked('keypress', { plan: { opening, ...plan }, heard: { digits: '2' } })).toContain(xml);
  });

  test('is only said where 1 is asked for', () => {
    const xml = asked('outbound', { plan: { opening, connect: { ...connect, when: 'press-1' } } });
    expect(xml.match(/<Gather /g)).toHaveLength(1);
    expect(xml).toContain('1 or 2?');
  });
});

test('a drop that began is not begun anew; the same question a moment later gets the same answer', () => {
  const call = { dropStartedAt: answeredAt };
  expect(asked('drop', { plan: { drop }, call, afterSeconds: 2 })).toContain('Call us back.');
  expect(asked('drop', { plan: { drop }, call, afterSeconds: 15 })).toBe('<Hangup/>');
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
