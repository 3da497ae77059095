import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Box, openBox, ours } from './box.ts';

let box: Box;
beforeEach(async () => {
  const steps = [{ do: 'wait' as const, seconds: 3600 }];
  box = await openBox({ personas: [{ endsIn: '77', persona: { kind: 'person', rings: 0, steps } }] });
  box.app.on(
    '/queue',
    '<Response><Enqueue action="/after" waitUrl="/wait">support</Enqueue><Say>next</Say></Response>',
  );
  box.app.on('/wait', '<Response><Pause length="10"/></Response>');
  box.app.on('/after', '<Response><Say>Thank you for waiting.</Say></Response>');
  box.app.on(
    '/agent',
    '<Response><Dial action="/agent-after" timeout="60"><Queue url="/whisper">support</Queue></Dial></Response>',
  );
  box.app.on('/whisper', '<Response><Say>Connecting you now.</Say></Response>');
});
afterEach(() => box.close());

const caller = (path = '/queue', from = '+12025550177') =>
  box.emulator.callers.call({ from, to: ours, voiceUrl: `${box.app.url}${path}` }).sid;
const heard = (sid: string) =>
  box.emulator.farEnds
    .list()
    .find(({ callSid }) => callSid === sid)
    ?.heard.map(({ text }) => text) ?? [];

test('the wait document is asked for again and again, with the place in the queue', async () => {
  const first = caller();
  await box.clock.passes(5000);
  caller();
  await box.clock.passes(19_000);
  const waits = box.app.at('/wait').filter(({ CallSid }) => CallSid !== first);
  expect(waits.length).toBe(2);
  expect(waits[0]).toMatchObject({ QueuePosition: '2', CurrentQueueSize: '2', QueueTime: '0', MaxQueueSize: '1000' });
  expect(waits[1]).toMatchObject({ QueuePosition: '2', QueueTime: '10' });
});

test('whoever dials the queue gets the one who waited longest, after the whisper, and the action comes when it is over', async () => {
  const first = caller();
  await box.clock.passes(5000);
  const second = caller();
  const agent = caller('/agent', '+12025550277');
  await box.clock.passes(8000);
  expect(box.app.at('/whisper')).toMatchObject([{ CallSid: first, DequeingCallSid: agent, QueueTime: '5' }]);
  expect(heard(first)).toContain('Connecting you now.');
  await box.emulator.farEnds.act(agent, { do: 'say', text: 'How can I help?' });
  await box.clock.passes(2000);
  expect(heard(first)).toContain('How can I help?');
  expect(heard(second)).not.toContain('How can I help?');
  expect(box.app.at('/after')).toEqual([]);
  await box.emulator.farEnds.act(agent, { do: 'hang-up' });
  await box.clock.passes(5000);
  expect(box.app.at('/after')).toMatchObject([{ CallSid: first, QueueResult: 'bridged', QueueTime: '5' }]);
  expect(box.app.at('/agent-after')).toMatchObject([{ DialCallStatus: 'completed', CallStatus: 'completed' }]);
  expect(heard(first)).toContain('Thank you for waiting.');
});

test('a dialler waits for the next caller until the timeout of Dial', async () => {
  await box.client.queues.create({ friendlyName: 'support' });
  const agent = caller('/agent', '+12025550277');
  await box.clock.passes(20_000);
  const late = caller();
  await box.clock.passes(10_000);
  expect(box.app.at('/whisper')).toMatchObject([{ CallSid: late, DequeingCallSid: agent, QueueTime: '0' }]);
});

test('a queue that nobody ever made brings an error to the action of Dial', async () => {
  box.app.on('/agent', '<Response><Dial action="/agent-after"><Queue>nowhere</Queue></Dial></Response>');
  caller('/agent');
  await box.clock.passes(2000);
  expect(box.app.at('/agent-after')).toMatchObject([{ DialCallStatus: 'failed' }]);
});

test('Leave in the wait document leads on at once, with QueueResult=leave', async () => {
  box.app.on('/wait', '<Response><Pause length="3"/><Leave/></Response>');
  caller();
  await box.clock.passes(5000);
  expect(box.app.at('/after')).toMatchObject([{ QueueResult: 'leave', QueueTime: '3', CallStatus: 'in-progress' }]);
});

test('a caller who hangs up in the queue is told as hangup and is no member any more', async () => {
  const sid = caller();
  await box.clock.passes(5000);
  const [queue] = await box.client.queues.list();
  expect(queue).toMatchObject({ friendlyName: 'support', currentSize: 1, averageWaitTime: 5 });
  await box.emulator.farEnds.act(sid, { do: 'hang-up' });
  await box.clock.passes(1000);
  expect(box.app.at('/after')).toMatchObject([{ QueueResult: 'hangup', CallStatus: 'completed' }]);
  expect((await box.client.queues(queue?.sid ?? '').fetch()).currentSize).toBe(0);
});

test('a full queue turns the caller away', async () => {
  await box.client.queues.create({ friendlyName: 'support', maxSize: 1 });
  caller();
  await box.clock.passes(1000);
  caller();
  await box.clock.passes(1000);
  expect(box.app.at('/after')).toMatchObject([{ QueueResult: 'queue-full' }]);
  expect(box.app.at('/after')[0]).not.toHaveProperty('QueueSid');
});

test('without an action the next verb follows', async () => {
  box.app.on('/queue', '<Response><Enqueue waitUrl="/wait">support</Enqueue><Say>next</Say></Response>');
  box.app.on('/wait', '<Response><Leave/></Response>');
  const sid = caller();
  await box.clock.passes(3000);
  expect(heard(sid)).toEqual(['next']);
});

test('members are listed, fetched from the front and taken out by the API', async () => {
  const first = caller();
  await box.clock.passes(2000);
  const second = caller();
  await box.clock.passes(1000);
  const [queue] = await box.client.queues.list();
  const members = box.client.queues(queue?.sid ?? '').members;
  expect((await members.list()).map(({ callSid, position }) => [callSid, position])).toEqual([
    [first, 1],
    [second, 2],
  ]);
  expect(await members('Front').fetch()).toMatchObject({ callSid: first, waitTime: 3 });
  box.app.on('/elsewhere', '<Response><Say>You are out.</Say></Response>');
  await members('Front').update({ url: `${box.app.url}/elsewhere` });
  await box.clock.passes(1000);
  expect(box.app.at('/after')).toMatchObject([{ CallSid: first, QueueResult: 'redirected' }]);
  expect(heard(first)).toEqual(['You are out.']);
  expect(await members('Front').fetch()).toMatchObject({ callSid: second, position: 1 });
});

test('a caller who is redirected while connected is told as redirected-from-bridged', async () => {
  const first = caller();
  await box.clock.passes(2000);
  caller('/agent', '+12025550277');
  await box.clock.passes(5000);
  await box.client.calls(first).update({ twiml: '<Response><Say>Somewhere else.</Say></Response>' });
  await box.clock.passes(2000);
  expect(box.app.at('/after')).toMatchObject([{ QueueResult: 'redirected-from-bridged', QueueTime: '2' }]);
  expect(box.app.at('/agent-after')).toMatchObject([{ DialCallStatus: 'completed', CallStatus: 'in-progress' }]);
});

test('queues are changed and deleted, names are unique, and one in which somebody waits stays', async () => {
  // The SDK's own instance of a new queue does not know its SID (6.2.0).
  const { sid } = await box.client.queues.create({ friendlyName: 'support' });
  const queue = box.client.queues(sid);
  expect(await queue.update({ friendlyName: 'help', maxSize: 5 })).toMatchObject({ friendlyName: 'help', maxSize: 5 });
  await expect(box.client.queues.create({ friendlyName: 'help' })).rejects.toMatchObject({ status: 400, code: 22003 });
  await expect(box.client.queues.create({ friendlyName: 'x'.repeat(65) })).rejects.toMatchObject({ code: 20002 });
  await expect(queue.update({ maxSize: 5001 })).rejects.toMatchObject({ code: 20001 });
  caller();
  await box.clock.passes(1000);
  const [busy] = (await box.client.queues.list()).filter(({ friendlyName }) => friendlyName === 'support');
  await expect(box.client.queues(busy?.sid ?? '').remove()).rejects.toMatchObject({ code: 22002 });
  expect(await queue.remove()).toBe(true);
  await expect(queue.fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
});
