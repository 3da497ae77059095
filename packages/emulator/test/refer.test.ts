import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Box, openBox, ours } from './box.ts';

let box: Box;
beforeEach(async () => {
  const at = (matches: string, persona: string) => ({ matches: `^sip:${matches}@`, persona });
  box = await openBox({
    personas: [
      at('desk', 'handset'),
      at('busy', 'busy'),
      at('nowhere', 'invalid'),
      at('silent', 'no-answer'),
      at('slow', 'voicemail'),
    ],
  });
  box.app.on('/after', '<Response><Say>Welcome back.</Say></Response>');
});
afterEach(() => box.close());

/** A call to a SIP device, which answers and is asked to call `target`. */
async function referTo(target: string, to = 'sip:desk@example.com', attributes = 'action="/after"') {
  const sip = `<Sip>${target}</Sip>`;
  box.app.on('/voice', `<Response><Refer ${attributes}>${sip}</Refer><Say>Next verb.</Say></Response>`);
  const { sid } = await box.client.calls.create({ to, from: ours, url: `${box.app.url}/voice` });
  await box.clock.passes(1000);
  await box.emulator.farEnds.act(sid, { do: 'answer' });
  await box.clock.settles();
  return sid;
}

const heard = () => box.emulator.farEnds.list().flatMap((farEnd) => farEnd.heard.map(({ text }) => text));

// https://www.twilio.com/docs/voice/twiml/refer#action (stored copy, read 2026-11-21) [DOC]
describe('Refer', () => {
  test.each([
    ['sip:slow@example.com?X-Account=7', { ReferCallStatus: 'in-progress', NotifySipResponseCode: '200' }],
    ['sip:busy@example.com', { ReferCallStatus: 'busy', NotifySipResponseCode: '486' }],
    ['sip:nowhere@example.com', { ReferCallStatus: 'failed', NotifySipResponseCode: '404' }],
    ['sip:silent@example.com', { ReferCallStatus: 'no-answer', NotifySipResponseCode: '480' }],
  ])('to %s tells the action how it went', async (target, told) => {
    await referTo(target);
    // Two seconds to a ring; who does not answer is waited for for a minute.
    await box.clock.passes(target.includes('silent') ? 61_000 : 10_000);
    expect(box.app.at('/after')).toMatchObject([{ ...told, ReferSipResponseCode: '202', CallStatus: 'in-progress' }]);
    expect(heard()).toEqual(['Welcome back.']);
  });

  test('asks its action also when the device hangs up before it is known', async () => {
    const sid = await referTo('sip:slow@example.com');
    await box.clock.passes(2000);
    await box.emulator.farEnds.act(sid, { do: 'hang-up' });
    await box.clock.passes(1000);
    expect(box.app.at('/after')).toMatchObject([
      {
        ReferCallStatus: 'canceled',
        ReferSipResponseCode: '202',
        NotifySipResponseCode: '180',
        CallStatus: 'completed',
      },
    ]);
  });

  test('without an action goes on with the next verb', async () => {
    await referTo('sip:busy@example.com', 'sip:desk@example.com', '');
    await box.clock.passes(5000);
    expect(heard()).toEqual(['Next verb.']);
  });

  test('of a telephone is no TwiML that can be run: 13801', async () => {
    const sid = await referTo('sip:busy@example.com', '+12025550110');
    await box.clock.passes(10_000);
    const codes = box.emulator.events(sid).flatMap(({ event }) => (event.type === 'warned' ? [event.code] : []));
    expect(codes).toEqual([13801]);
    expect(heard()).not.toContain('Next verb.');
  });
});
