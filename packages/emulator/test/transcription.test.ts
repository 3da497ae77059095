import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSocketBox, type SocketBox } from './socket-box.ts';

let box: SocketBox;
beforeEach(async () => {
  box = await openSocketBox();
});
afterEach(async () => {
  await box.close();
  expect(box.log.filter((line) => line.startsWith('bug'))).toEqual([]);
});

const started = (attributes = '') => `<Start><Transcription statusCallbackUrl="/words" ${attributes}/></Start>`;
const said = () =>
  box.app
    .at('/words')
    .filter(({ TranscriptionEvent }) => TranscriptionEvent === 'transcription-content')
    .map(({ Track, TranscriptionData, Final }) => [Track, JSON.parse(TranscriptionData ?? '').transcript, Final]);

// [DOC] https://www.twilio.com/docs/voice/twiml/transcription (read 2026-11-21): no standard call parameters.
test('tells that it started, what both parties said, and that it stopped', async () => {
  const sid = await box.answeredCall(
    `${started('name="notes" inboundTrackLabel="customer" outboundTrackLabel="agent"')}<Say>Hello, how are you?</Say><Pause length="4"/>`,
  );
  await box.clock.passes(3000);
  await box.say(sid, 'Very well, thank you.');
  await box.clock.passes(10_000);
  const told = box.app.at('/words');
  const common = {
    AccountSid: expect.stringMatching(/^AC/),
    CallSid: sid,
    TranscriptionSid: expect.stringMatching(/^GT[0-9a-f]{32}$/),
    Timestamp: expect.stringMatching(/^2026-01-05T09:00:\d\d\.\d{6}Z$/),
  };
  expect(told).toEqual([
    {
      ...common,
      SequenceId: '1',
      TranscriptionEvent: 'transcription-started',
      ProviderConfiguration: expect.stringContaining('"speechModel":"telephony"'),
      TranscriptionEngine: 'google',
      Name: 'notes',
      Track: 'both_tracks',
      InboundTrackLabel: 'customer',
      OutboundTrackLabel: 'agent',
      PartialResults: 'false',
      LanguageCode: 'en-US',
    },
    {
      ...common,
      SequenceId: '2',
      TranscriptionEvent: 'transcription-content',
      LanguageCode: 'en-US',
      Track: 'outbound_track',
      TranscriptionData: '{"transcript":"Hello, how are you?","confidence":0.99}',
      Final: 'true',
    },
    {
      ...common,
      SequenceId: '3',
      TranscriptionEvent: 'transcription-content',
      LanguageCode: 'en-US',
      Track: 'inbound_track',
      TranscriptionData: '{"transcript":"Very well, thank you.","confidence":0.99}',
      Final: 'true',
    },
    { ...common, SequenceId: '4', TranscriptionEvent: 'transcription-stopped' },
  ]);
});

test('partial results have a stability and no confidence', async () => {
  const sid = await box.answeredCall(`${started('partialResults="true" track="inbound_track"')}<Pause length="5"/>`);
  await box.say(sid, 'One two three four.');
  await box.clock.passes(8000);
  const [, partial, final] = box.app.at('/words');
  expect(partial).toMatchObject({ Final: 'false', Stability: '0.9', TranscriptionData: '{"transcript":"One two"}' });
  expect(final).toMatchObject({ Final: 'true', TranscriptionData: expect.stringContaining('"confidence"') });
  expect(final).not.toHaveProperty('Stability');
});

test('a track that is not asked for is not written down, and punctuation can be left out', async () => {
  const sid = await box.answeredCall(
    `${started('track="inbound_track" enableAutomaticPunctuation="false"')}<Say>Nobody writes this.</Say><Pause length="5"/>`,
  );
  await box.clock.passes(3000);
  await box.say(sid, 'Well, yes.');
  await box.clock.passes(8000);
  expect(said()).toEqual([['inbound_track', 'Well yes', 'true']]);
});

test('what is cut off is written down as far as it was said', async () => {
  await box.answeredCall(
    `${started()}<Gather numDigits="1" timeout="1"><Say>This is a very long sentence that ends only much later.</Say></Gather>`,
  );
  await box.clock.passes(1500);
  const [farEnd] = box.emulator.farEnds.list();
  await box.emulator.farEnds.act(farEnd?.callSid ?? '', { do: 'press', digits: '1' });
  await box.clock.passes(3000);
  expect(said()).toHaveLength(1);
  expect(said()[0]?.[1]).toMatch(/^This is a very( \w+)*$/);
});

test('stops by name, and through the REST API', async () => {
  const sid = await box.answeredCall(
    `${started('name="notes"')}<Pause length="2"/><Stop><Transcription name="notes"/></Stop><Pause length="60"/>`,
  );
  await box.clock.passes(3000);
  await box.say(sid, 'Nobody writes this.');
  await box.clock.passes(3000);
  expect(box.app.at('/words').map(({ TranscriptionEvent }) => TranscriptionEvent)).toEqual([
    'transcription-started',
    'transcription-stopped',
  ]);
  const { transcriptions } = box.client.calls(sid);
  const words = `${box.app.url}/words`;
  const again = await transcriptions.create({ name: 'more', statusCallbackUrl: words, partialResults: false });
  expect(again).toMatchObject({ status: 'in-progress', name: 'more' });
  await box.say(sid, 'Write this.');
  await box.clock.passes(3000);
  expect(said()).toEqual([['inbound_track', 'Write this.', 'true']]);
  const stopped = await box.client.calls(sid).transcriptions(again.sid).update({ status: 'stopped' });
  expect(stopped).toMatchObject({ sid: again.sid, status: 'stopped' });
});

// [DOC] https://www.twilio.com/docs/api/errors/32651 (read 2026-11-21).
test('an unknown engine is a transcription-error', async () => {
  await box.answeredCall(`${started('transcriptionEngine="parrot"')}<Pause/>`);
  await box.clock.passes(100);
  expect(box.app.at('/words')).toMatchObject([
    { TranscriptionEvent: 'transcription-error', TranscriptionErrorCode: '32651' },
  ]);
  expect(box.log.join()).toContain('warning 32651');
});

test('the other party of a call is heard on the outbound track', async () => {
  await box.answeredCall(`${started()}<Dial><Number>+12025550199</Number></Dial>`);
  await box.clock.passes(15_000);
  expect(said()).toEqual([['outbound_track', 'Hello, who is calling?', 'true']]);
});
