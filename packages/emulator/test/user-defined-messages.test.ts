import twilio from 'twilio';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { accountSid, authToken, type Box, openBox, ours } from './box.ts';

interface Message {
  type: string;
  [name: string]: unknown;
}

let box: Box;
let socket: WebSocket;
let messages: Message[];
beforeEach(async () => {
  box = await openBox();
  const { sid, secret } = await box.client.newKeys.create({ friendlyName: 'messages' });
  const token = new twilio.jwt.AccessToken(accountSid, sid, secret, { identity: 'alice' });
  token.addGrant(new twilio.jwt.AccessToken.VoiceGrant({ incomingAllow: true }));
  messages = [];
  socket = new WebSocket(`${box.url.replace('http', 'ws')}/emulator/v1/client`);
  socket.on('message', (data: Buffer, isBinary) => {
    // Binary frames are the sound of the call.
    if (!isBinary) messages.push(JSON.parse(data.toString('utf8')));
  });
  await new Promise((resolve) => socket.once('open', resolve));
  await tell({ type: 'register', token: token.toJwt() }, 'registered');
});
afterEach(async () => {
  socket.terminate();
  await box.close();
});

/** Says something to the emulator and waits until it has answered with a message of that type. */
async function tell(message: object, answer: string): Promise<Message> {
  const before = messages.length;
  socket.send(JSON.stringify(message));
  return await arrives(answer, before);
}

function arrives(type: string, from = 0): Promise<Message> {
  return new Promise((resolve) => {
    const look = () => {
      const found = messages.slice(from).find((message) => message.type === type);
      if (!found) return;
      socket.off('message', look);
      resolve(found);
    };
    socket.on('message', look);
    look();
  });
}

/** An API call to the device, which answers. */
async function connected(): Promise<string> {
  box.app.on('/voice', '<Response><Pause length="600"/></Response>');
  const { sid } = await box.client.calls.create({ to: 'client:alice', from: ours, url: `${box.app.url}/voice` });
  await box.clock.passes(1000);
  await arrives('incoming');
  await tell({ type: 'answer', callSid: sid }, 'connected');
  await box.clock.passes(1000);
  return sid;
}

const content = JSON.stringify({ order: 7 });

// https://www.twilio.com/docs/voice/sdks/call-message-events (read 2026-11-21) [DOC]
describe('a user-defined message', () => {
  test('reaches the device on the call, once for one key', async () => {
    const sid = await connected();
    const sent = box.client.calls(sid).userDefinedMessages;
    const first = await sent.create({ content, idempotencyKey: 'one' });
    expect(first.sid).toMatch(/^KX[0-9a-f]{32}$/);
    expect(await arrives('message')).toMatchObject({ callSid: sid, messageSid: first.sid, content });
    expect((await sent.create({ content, idempotencyKey: 'one' })).sid).toBe(first.sid);
    await sent.create({ content: '"last"' });
    await arrives('message', messages.findIndex(({ type }) => type === 'message') + 1);
    expect(messages.filter(({ type }) => type === 'message').map((message) => message.content)).toEqual([
      content,
      '"last"',
    ]);
  });

  test('of the device is told to those who subscribed, signed, until they do no more', async () => {
    const sid = await connected();
    const callback = `${box.app.url}/message`;
    const subscription = await box.client.calls(sid).userDefinedMessageSubscriptions.create({ callback });
    expect(subscription.sid).toMatch(/^ZY[0-9a-f]{32}$/);
    const { messageSid } = await tell({ type: 'message', callSid: sid, content }, 'message-sent');
    await box.clock.settles();
    expect(box.app.at('/message')).toMatchObject([{ CallSid: sid, Sid: messageSid, Content: content }]);
    const [received] = box.app.received.filter(({ path }) => path === '/message');
    const signature = String(received?.headers['x-twilio-signature']);
    expect(twilio.validateRequest(authToken, signature, callback, received?.params ?? {})).toBe(true);
    expect(await box.client.calls(sid).userDefinedMessageSubscriptions(subscription.sid).remove()).toBe(true);
    await tell({ type: 'message', callSid: sid, content }, 'message-sent');
    await box.clock.settles();
    expect(box.app.at('/message')).toHaveLength(1);
  });

  test('is refused without JSON, when too long, and on a call without a device', async () => {
    const sid = await connected();
    const { userDefinedMessages } = box.client.calls(sid);
    await expect(userDefinedMessages.create({ content: 'no JSON' })).rejects.toMatchObject({ code: 20001 });
    const long = JSON.stringify('x'.repeat(10_000));
    await expect(userDefinedMessages.create({ content: long })).rejects.toMatchObject({ code: 32703 });
    const other = await box.client.calls.create({ to: '+12025550123', from: ours, url: `${box.app.url}/voice` });
    await box.clock.passes(20_000);
    const refused = box.client.calls(other.sid).userDefinedMessages.create({ content });
    await expect(refused).rejects.toMatchObject({ code: 20001 });
    await box.client.calls(sid).update({ status: 'completed' });
    await expect(userDefinedMessages.create({ content })).rejects.toMatchObject({ code: 21220 });
  });
});
