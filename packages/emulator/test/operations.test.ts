import { on, once } from 'node:events';
import twilio from 'twilio';
import type RequestClient from 'twilio/lib/base/RequestClient.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { operationNotes } from '../coverage/notes.ts';
import { voiceOperations } from '../coverage/voice-operations.ts';
import { accountSid, authToken, ours } from './box.ts';
import { CheckedClient } from './openapi.ts';
import { handset, openSocketBox, type SocketBox } from './socket-box.ts';

let box: SocketBox;
let answered: Set<string>;
let client: ReturnType<typeof twilio>;

beforeEach(async () => {
  box = await openSocketBox();
  answered = new Set();
  const checked = new CheckedClient();
  const httpClient = {
    async request(options: RequestClient.RequestOptions<unknown>) {
      const response = await checked.request(options);
      if (response.statusCode < 300) answered.add(operationAt(options.method, new URL(options.uri).pathname));
      return response;
    },
  };
  // The SDK asks of a client of its own no more than this.
  client = twilio(accountSid, authToken, { httpClient: httpClient as CheckedClient });
  client.api.baseUrl = box.url;
  box.app.on('/stay', '<Response><Pause length="3600"/></Response>');
});
afterEach(() => box.close());

const operations = voiceOperations()
  // A template without parameters comes before one that would take its last word for a parameter.
  .sort((one, other) => one.path.split('{').length - other.path.split('{').length)
  .map(({ id, method, path }) => ({
    id,
    method,
    pattern: new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`),
  }));

function operationAt(method: string, path: string): string {
  const found = operations.find((one) => one.method === method.toUpperCase() && one.pattern.test(path));
  return found?.id ?? `${method} ${path}`;
}

test('every voice operation of Twilio’s OpenAPI document is answered as it says, but for those that are refused', async () => {
  await account();
  await numbers();
  await liveCall();
  await messages();
  await conference();
  await queue();
  await recordings();
  await notifications();
  await usage();
  const wanted = voiceOperations().flatMap(({ id }) => (operationNotes[id]?.state === 'refused' ? [] : [id]));
  expect([...answered].sort()).toEqual(wanted.sort());
});

async function account() {
  const { accounts } = client.api.v2010;
  const { sid } = await accounts.create({ friendlyName: 'Branch' });
  await accounts(sid).update({ friendlyName: 'Shop' });
  await accounts(sid).fetch();
  await accounts.list();
  await client.balance.fetch();
  await client.tokens.create();

  const key = await client.newKeys.create({ friendlyName: 'Worker' });
  await client.keys(key.sid).update({ friendlyName: 'Clerk' });
  await client.keys(key.sid).fetch();
  await client.keys.list();
  await client.keys(key.sid).remove();
  const signing = await client.newSigningKeys.create({ friendlyName: 'Signer' });
  await client.signingKeys(signing.sid).update({ friendlyName: 'Writer' });
  await client.signingKeys(signing.sid).fetch();
  await client.signingKeys.list();
  await client.signingKeys(signing.sid).remove();

  const application = await client.applications.create({ friendlyName: 'Phone' });
  await client.applications(application.sid).update({ voiceUrl: `${box.app.url}/stay` });
  await client.applications(application.sid).fetch();
  await client.applications.list();
  await client.applications(application.sid).remove();
}

async function numbers() {
  const { availablePhoneNumbers, incomingPhoneNumbers, outgoingCallerIds } = client;
  await availablePhoneNumbers.list();
  const offered = availablePhoneNumbers('GB');
  await offered.fetch();
  const [mobile] = await offered.mobile.list({ limit: 1 });
  await offered.national.list({ limit: 1 });
  const [local] = await availablePhoneNumbers('US').local.list({ limit: 1 });
  const [tollFree] = await availablePhoneNumbers('US').tollFree.list({ limit: 1 });
  await availablePhoneNumbers('NL').machineToMachine.list({ limit: 1 });
  await offered.sharedCost.list({ limit: 1 });
  await offered.voip.list({ limit: 1 });

  await incomingPhoneNumbers.local.create({ phoneNumber: local?.phoneNumber ?? '' });
  await incomingPhoneNumbers.mobile.create({ phoneNumber: mobile?.phoneNumber ?? '' });
  await incomingPhoneNumbers.tollFree.create({ phoneNumber: tollFree?.phoneNumber ?? '' });
  const { sid } = await incomingPhoneNumbers.create({ areaCode: '415' });
  await incomingPhoneNumbers(sid).update({ voiceUrl: `${box.app.url}/stay` });
  await incomingPhoneNumbers(sid).fetch();
  await incomingPhoneNumbers.list();
  await incomingPhoneNumbers.local.list();
  await incomingPhoneNumbers.mobile.list();
  await incomingPhoneNumbers.tollFree.list();
  await incomingPhoneNumbers(sid).remove();

  const { callSid, validationCode } = await client.validationRequests.create({ phoneNumber: handset });
  await answerAndWait(callSid);
  await box.emulator.farEnds.act(callSid, { do: 'press', digits: validationCode });
  await box.clock.passes(20_000);
  const [callerId] = await outgoingCallerIds.list();
  await outgoingCallerIds(callerId?.sid ?? '').update({ friendlyName: 'Mine' });
  await outgoingCallerIds(callerId?.sid ?? '').fetch();
  await outgoingCallerIds(callerId?.sid ?? '').remove();
}

async function answerAndWait(sid: string): Promise<string> {
  await box.clock.passes(1000);
  await box.emulator.farEnds.act(sid, { do: 'answer' });
  await box.clock.passes(1000);
  return sid;
}

/** A call that is answered and stays. */
async function talking(parameters: Record<string, unknown> = {}): Promise<string> {
  const { sid } = await client.calls.create({ to: handset, from: ours, url: `${box.app.url}/stay`, ...parameters });
  return answerAndWait(sid);
}

async function liveCall() {
  const sid = await talking();
  const call = client.calls(sid);
  await call.fetch();
  await client.calls.list();
  await call.events.list();

  const stream = await call.streams.create({ url: `${box.sockets.url}/media` });
  await call.streams(stream.sid).update({ status: 'stopped' });
  const siprec = await call.siprec.create({ connectorName: 'Recorder' });
  await call.siprec(siprec.sid).update({ status: 'stopped' });
  const transcription = await call.transcriptions.create({ statusCallbackUrl: `${box.app.url}/written` });
  await call.transcriptions(transcription.sid).update({ status: 'stopped' });

  const statusCallback = `${box.app.url}/paid`;
  const payment = await call.payments.create({ idempotencyKey: 'one', statusCallback });
  await call.payments(payment.sid).update({ idempotencyKey: 'two', statusCallback, status: 'cancel' });

  const recording = await call.recordings.create();
  await box.emulator.farEnds.act(sid, { do: 'say', text: 'Hello, is anybody there?' });
  await box.clock.passes(5000);
  await call.recordings(recording.sid).update({ status: 'stopped' });
  await box.clock.passes(5000);
  await call.recordings(recording.sid).fetch();
  await call.recordings.list();
  await call.recordings(recording.sid).remove();
  await call.update({ status: 'completed' });
  await box.clock.passes(20_000);
  await call.remove();
}

/** The device of a client is on the call. */
async function messages() {
  const key = await client.newKeys.create({ friendlyName: 'Devices' });
  const token = new twilio.jwt.AccessToken(accountSid, key.sid, key.secret, { identity: 'alice' });
  token.addGrant(new twilio.jwt.AccessToken.VoiceGrant({ incomingAllow: true }));
  const socket = new WebSocket(`${box.url.replace('http', 'ws')}/emulator/v1/client`);
  await once(socket, 'open');
  const says = async (message: object, awaited: string) => {
    const arrived = arrival(socket, awaited);
    socket.send(JSON.stringify(message));
    await arrived;
  };
  await says({ type: 'register', token: token.toJwt() }, 'registered');
  const rings = arrival(socket, 'incoming');
  const { sid } = await client.calls.create({ to: 'client:alice', from: ours, url: `${box.app.url}/stay` });
  await box.clock.passes(1000);
  await rings;
  await says({ type: 'answer', callSid: sid }, 'connected');
  await box.clock.passes(1000);
  const { userDefinedMessages, userDefinedMessageSubscriptions } = client.calls(sid);
  const subscription = await userDefinedMessageSubscriptions.create({ callback: `${box.app.url}/message` });
  await userDefinedMessages.create({ content: '{"greeting":"hello"}' });
  await userDefinedMessageSubscriptions(subscription.sid).remove();
  socket.terminate();
}

async function arrival(socket: WebSocket, type: string): Promise<void> {
  for await (const [data, isBinary] of on(socket, 'message')) {
    if (!isBinary && JSON.parse(String(data)).type === type) return;
  }
}

async function conference() {
  const rings = { from: ours, to: handset, beep: 'false' };
  const host = await client.conferences('Room').participants.create({ ...rings, conferenceRecord: 'true' });
  await answerAndWait(host.callSid);
  const guest = await client.conferences(host.conferenceSid).participants.create(rings);
  await answerAndWait(guest.callSid);
  const room = client.conferences(host.conferenceSid);
  await client.conferences.list();
  await room.fetch();
  await room.participants.list();
  await room.participants(guest.callSid).fetch();
  await room.participants(guest.callSid).update({ muted: true });
  await room.recordings('Twilio.CURRENT').update({ status: 'paused' });
  await room.recordings('Twilio.CURRENT').update({ status: 'in-progress' });
  await box.emulator.farEnds.act(host.callSid, { do: 'say', text: 'Welcome, everybody.' });
  await box.clock.passes(5000);
  await room.participants(guest.callSid).remove();
  await room.update({ status: 'completed' });
  await box.clock.passes(5000);
  const [recording] = await room.recordings.list();
  await room.recordings(recording?.sid ?? '').fetch();
  await room.recordings(recording?.sid ?? '').remove();
}

async function queue() {
  const { sid } = await client.queues.create({ friendlyName: 'support' });
  await client.queues(sid).update({ maxSize: 10 });
  await client.queues(sid).fetch();
  await client.queues.list();
  const waiting = await talking({ url: undefined, twiml: '<Response><Enqueue>support</Enqueue></Response>' });
  await client.queues(sid).members.list();
  await client.queues(sid).members(waiting).fetch();
  await client
    .queues(sid)
    .members('Front')
    .update({ url: `${box.app.url}/stay` });
  await client.queues(sid).remove();
}

async function recordings() {
  const twiml = '<Response><Record action="/stay" timeout="5" transcribe="true"/></Response>'.replace(
    '/stay',
    `${box.app.url}/stay`,
  );
  const sids = [await talking({ url: undefined, twiml }), await talking({ url: undefined, twiml })];
  for (const sid of sids) await box.emulator.farEnds.act(sid, { do: 'say', text: 'Please call me back tomorrow.' });
  await box.clock.passes(20_000);
  const [one, other] = await client.transcriptions.list();
  await client.transcriptions(one?.sid ?? '').fetch();
  await client.transcriptions(one?.sid ?? '').remove();
  await client.recordings.list();
  const recording = client.recordings(other?.recordingSid ?? '');
  await recording.fetch();
  await recording.transcriptions.list();
  await recording.transcriptions(other?.sid ?? '').fetch();
  await recording.transcriptions(other?.sid ?? '').remove();
  await recording.remove();
}

async function notifications() {
  const sid = await talking({ url: `${box.app.url}/nothing-there` });
  const [one] = await client.calls(sid).notifications.list();
  await client
    .calls(sid)
    .notifications(one?.sid ?? '')
    .fetch();
  await client.notifications.list();
  await client.notifications(one?.sid ?? '').fetch();
}

async function usage() {
  const { records, triggers } = client.usage;
  await records.list();
  const category = 'calls';
  await records.allTime.list({ category });
  await records.daily.list({ category });
  await records.lastMonth.list({ category });
  await records.monthly.list({ category });
  await records.thisMonth.list({ category });
  await records.today.list({ category });
  await records.yearly.list({ category });
  await records.yesterday.list({ category });
  const callbackUrl = `${box.app.url}/used`;
  const { sid } = await triggers.create({ callbackUrl, triggerValue: '1000', usageCategory: 'calls' });
  await triggers(sid).update({ friendlyName: 'Enough' });
  await triggers(sid).fetch();
  await triggers.list();
  await triggers(sid).remove();
}
