import fc from 'fast-check';
import twilio from 'twilio';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readMessage } from '../src/relay/messages.ts';
import { sentences } from '../src/relay/sentences.ts';
import { authToken, ours } from './box.ts';
import type { Connection, Frame } from './socket-application.ts';
import { openSocketBox, type SocketBox } from './socket-box.ts';

let box: SocketBox;
beforeEach(async () => {
  box = await openSocketBox();
  box.app.on('/after', '<Response><Say>It is over.</Say></Response>');
});
afterEach(async () => {
  await box.close();
  expect(box.log.filter((line) => line.startsWith('bug'))).toEqual([]);
});

const relay = (attributes = '', inside = '') =>
  `<Connect action="/after"><ConversationRelay url="${box.sockets.url}/relay" ${attributes}>${inside}</ConversationRelay></Connect>`;

const texts = (kind: string): Frame[] => box.sockets.latest().of(kind);

/** The application answers the setup, or the prompt, with these messages. */
function answerTo(type: string, ...messages: (object | string)[]): void {
  box.sockets.answer = (frame: Frame, { send }: Connection) => {
    if (frame.type === type) for (const message of messages) send(message);
  };
}

describe('A ConversationRelay session', () => {
  // [DOC] https://www.twilio.com/docs/voice/conversationrelay/websocket-messages (read 2026-11-21).
  test('begins with a signed upgrade and the setup message', async () => {
    const sid = await box.answeredCall(relay('', '<Parameter name="order" value="7"/>'));
    expect(texts('setup')).toEqual([
      {
        type: 'setup',
        sessionId: expect.stringMatching(/^VX[0-9a-f]{32}$/),
        accountSid: expect.stringMatching(/^AC/),
        parentCallSid: '',
        callSid: sid,
        from: ours,
        to: '+12025550110',
        forwardedFrom: '',
        callType: 'PSTN',
        callerName: '',
        direction: 'outbound-api',
        callStatus: 'IN-PROGRESS',
        customParameters: { order: '7' },
      },
    ]);
    const signature = String(box.sockets.latest().headers['x-twilio-signature']);
    expect(twilio.validateRequest(authToken, signature, `${box.sockets.url}/relay`, {})).toBe(true);
  });

  test('may have a query in its URL, which is signed', async () => {
    await box.answeredCall(relay().replace('/relay', '/relay?order=7&amp;table=2'));
    const { path, headers } = box.sockets.latest();
    expect(path).toBe('/relay?order=7&table=2');
    const signature = String(headers['x-twilio-signature']);
    expect(twilio.validateRequest(authToken, signature, `${box.sockets.url}${path}`, {})).toBe(true);
  });

  test('tells of an incoming call that it rings', async () => {
    box.app.on('/voice', `<Response>${relay()}</Response>`);
    box.emulator.callers.call({ from: '+12025550110', to: ours, persona: 'handset', voiceUrl: `${box.app.url}/voice` });
    await box.clock.passes(100);
    expect(texts('setup')).toMatchObject([{ direction: 'inbound', callStatus: 'RINGING' }]);
  });

  test('speaks its greeting, then tells what the caller said when it has been said', async () => {
    const sid = await box.answeredCall(relay('welcomeGreeting="How may I help you?" transcriptionLanguage="en-GB"'));
    await box.clock.passes(3000);
    expect(box.heard()).toEqual(['How may I help you?']);
    await box.say(sid, 'I would like to order a pizza.');
    await box.clock.passes(500);
    expect(texts('prompt')).toEqual([]);
    await box.clock.passes(5000);
    expect(texts('prompt')).toEqual([
      { type: 'prompt', voicePrompt: 'I would like to order a pizza.', lang: 'en-GB', last: true },
    ]);
  });

  test('sends partial prompts when asked for', async () => {
    const sid = await box.answeredCall(relay('partialPrompts="true"'));
    await box.say(sid, 'I would like to order a pizza.');
    await box.clock.passes(5000);
    expect(texts('prompt').map(({ voicePrompt, last }) => [voicePrompt, last])).toEqual([
      ['I would like to', false],
      ['I would like to order a pizza.', true],
    ]);
  });

  test('speaks tokens sentence by sentence as they come', async () => {
    const tokens = ['Good', ' morning.', ' What can', ' I do', ' for you?'];
    answerTo('setup', ...tokens.map((token, at) => ({ type: 'text', token, last: at === tokens.length - 1 })));
    await box.answeredCall(relay());
    await box.clock.passes(10_000);
    expect(box.heard()).toEqual(['Good morning.', 'What can I do for you?']);
  });

  test('plays a file, presses keys and changes the language when told to', async () => {
    box.app.on('/tone.wav', () => ({ status: 404 }));
    answerTo(
      'setup',
      { type: 'sendDigits', digits: '12w3' },
      { type: 'play', source: `${box.app.url}/tone.wav` },
      { type: 'language', ttsLanguage: 'es-ES', transcriptionLanguage: 'es-ES' },
    );
    const sid = await box.answeredCall(relay());
    await box.clock.passes(5000);
    expect(box.heard()).toEqual(['12w3']);
    expect(box.log.join()).toContain('/tone.wav');
    await box.say(sid, 'Hola.');
    await box.clock.passes(3000);
    expect(texts('prompt')).toMatchObject([{ voicePrompt: 'Hola.', lang: 'es-ES' }]);
  });

  test('falls silent when the caller speaks, and tells how far it came', async () => {
    const text = 'This is a long sentence about many things that nobody wants to hear to its end.';
    answerTo('setup', { type: 'text', token: text, last: true }, { type: 'text', token: 'Never heard.', last: true });
    const sid = await box.answeredCall(relay());
    await box.clock.passes(2000);
    await box.say(sid, 'Stop.');
    await box.clock.passes(10_000);
    const [interrupt] = texts('interrupt');
    expect(interrupt).toMatchObject({ type: 'interrupt', durationUntilInterruptMs: 2000 });
    expect(interrupt.utteranceUntilInterrupt).toMatch(/^This is a long/);
    expect(text.startsWith(interrupt.utteranceUntilInterrupt)).toBe(true);
    expect(interrupt.utteranceUntilInterrupt).not.toBe(text);
    expect(texts('prompt')).toMatchObject([{ voicePrompt: 'Stop.' }]);
    expect(box.heard()).toEqual([text]);
  });

  const uninterruptible = {
    type: 'text',
    token: 'Listen to the very end of this sentence.',
    last: true,
    interruptible: false,
  };

  test('what must not be interrupted is not, and what was said meanwhile is not told', async () => {
    answerTo('setup', uninterruptible);
    const sid = await box.answeredCall(relay());
    await box.clock.passes(500);
    await box.say(sid, 'Stop.');
    await box.clock.passes(10_000);
    expect([texts('interrupt'), texts('prompt')]).toEqual([[], []]);
  });

  test('what was said meanwhile is told when that is asked for', async () => {
    answerTo('setup', uninterruptible);
    const sid = await box.answeredCall(relay('reportInputDuringAgentSpeech="speech"'));
    await box.clock.passes(500);
    await box.say(sid, 'Stop.');
    await box.clock.passes(10_000);
    expect(texts('interrupt')).toEqual([]);
    expect(texts('prompt')).toMatchObject([{ voicePrompt: 'Stop.' }]);
  });

  test('tells of keys only when they are to be detected', async () => {
    const sid = await box.answeredCall(relay('dtmfDetection="true"'));
    await box.emulator.farEnds.act(sid, { do: 'press', digits: '5' });
    await box.clock.passes(1000);
    expect(texts('dtmf')).toEqual([{ type: 'dtmf', digit: '5' }]);
    await box.client
      .calls(sid)
      .update({ twiml: `<Response>${relay('').replace('/after', 'https://example.com')}</Response>` });
    await box.clock.passes(100);
    await box.emulator.farEnds.act(sid, { do: 'press', digits: '6' });
    await box.clock.passes(1000);
    expect(box.sockets.connections).toHaveLength(2);
    expect(texts('dtmf')).toEqual([]);
  });

  test('a new turn takes the place of one that is preemptible', async () => {
    answerTo('prompt', { type: 'text', token: 'Here it is.', last: true });
    const sid = await box.answeredCall(
      relay('reportInputDuringAgentSpeech="any" events="speaker-events tokens-played"'),
    );
    const filler = 'Let me look that up for you, it takes a little while, please hold on.';
    box.sockets.latest().send({ type: 'text', token: filler, last: true, preemptible: true, interruptible: 'none' });
    await new Promise((resolve) => box.sockets.latest().socket.once('pong', resolve).ping());
    await box.clock.passes(300);
    await box.say(sid, 'Yes.');
    await box.clock.passes(10_000);
    expect(box.heard()).toEqual([filler, 'Here it is.']);
    const said = texts('info').filter(({ name }) => name !== 'clientSpeaking');
    expect(said.map(({ name, value }) => [name, value])).toEqual([
      ['agentSpeaking', 'on'],
      ['agentSpeaking', 'off'],
      ['agentSpeaking', 'on'],
      ['tokensPlayed', 'Here it is.'],
      ['agentSpeaking', 'off'],
    ]);
  });
});

describe('The end of a ConversationRelay session', () => {
  test('hands over what the application says', async () => {
    answerTo('prompt', { type: 'end', handoffData: '{"reason":"agent"}' });
    const sid = await box.answeredCall(relay());
    await box.say(sid, 'An agent, please.');
    await box.clock.passes(5000);
    const [setup] = texts('setup');
    expect(box.app.at('/after')).toMatchObject([
      {
        CallSid: sid,
        CallStatus: 'in-progress',
        SessionId: setup.sessionId,
        SessionStatus: 'ended',
        SessionDuration: expect.stringMatching(/^[12]$/),
        HandoffData: '{"reason":"agent"}',
      },
    ]);
    expect(box.heard()).toEqual(['It is over.']);
    expect(box.sockets.latest().closedWith).toBe(1000);
  });

  test('asks the action also when the caller hangs up', async () => {
    const sid = await box.answeredCall(relay());
    await box.clock.passes(3000);
    await box.emulator.farEnds.act(sid, { do: 'hang-up' });
    await box.clock.passes(1000);
    expect(box.app.at('/after')).toMatchObject([
      { CallStatus: 'completed', SessionStatus: 'completed', SessionDuration: '3' },
    ]);
    expect(box.sockets.latest().closedWith).toBe(1000);
  });

  test('is a failure when the application closes the connection in the middle of a word', async () => {
    answerTo('setup', { type: 'text', token: 'This will be cut off in the middle.', last: true });
    await box.answeredCall(relay());
    await box.clock.passes(500);
    box.sockets.latest().socket.close(1011, 'crashed');
    await new Promise((resolve) => box.sockets.latest().socket.once('close', resolve));
    await box.clock.passes(5000);
    expect(box.app.at('/after')).toMatchObject([{ SessionStatus: 'failed', ErrorCode: '64105' }]);
    expect(box.heard()).toEqual(['This will be cut off in the middle.', 'It is over.']);
  });

  // [DOC] https://www.twilio.com/docs/api/errors/64102 (read 2026-11-21).
  test('comes at once, as 64102, when nobody answers at the URL', async () => {
    await box.answeredCall(relay().replace(box.sockets.url, 'ws://127.0.0.1:9'));
    await box.clock.passes(3000);
    expect(box.app.at('/after')).toMatchObject([{ SessionStatus: 'failed', ErrorCode: '64102' }]);
    expect(box.heard()).toEqual(['It is over.']);
  });

  test.each(['interruptible="often"', 'interruptSensitivity="huge"', 'ttsProvider="Festival"', 'language="English!"'])(
    'comes at once, as 64101, when an attribute has an unknown value: %s',
    async (attribute) => {
      await box.answeredCall(relay(attribute));
      await box.clock.passes(100);
      expect(box.app.at('/after')).toMatchObject([{ SessionStatus: 'failed', ErrorCode: '64101' }]);
      expect(box.sockets.connections).toEqual([]);
    },
  );
});

// [DOC] https://www.twilio.com/docs/api/errors/64107 (read 2026-11-21).
test('an invalid message is 64107 and the session goes on', async () => {
  answerTo('setup', 'no json', { type: 'dance' }, { type: 'text' }, { type: 'text', token: 'Hello.', last: true });
  await box.answeredCall(relay());
  await box.clock.passes(3000);
  expect(box.log.filter((line) => line.includes('64107'))).toHaveLength(3);
  expect(texts('error')).toHaveLength(3);
  expect(box.heard()).toEqual(['Hello.']);
});

test('no text makes the reader of messages throw', () => {
  const message = fc.oneof(
    fc.string(),
    fc.json(),
    fc
      .record({ type: fc.constantFrom('text', 'play', 'end', 'language'), token: fc.anything() })
      .map((value) => JSON.stringify(value) ?? ''),
  );
  fc.assert(
    fc.property(message, (text) =>
      ['text', 'play', 'sendDigits', 'language', 'end', 'invalid'].includes(readMessage(text).type),
    ),
  );
});

test('sentences lose no letter that is said', () => {
  fc.assert(
    fc.property(fc.string(), fc.boolean(), (text, isLast) => {
      const { complete, rest } = sentences(text, isLast);
      expect([...complete, rest].join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
    }),
  );
});
