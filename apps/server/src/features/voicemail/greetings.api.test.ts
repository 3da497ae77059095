import {
  changeBox,
  changeGreeting,
  createBox,
  createGreeting,
  createHours,
  deleteBox,
  deleteGreeting,
  deleteHours,
  greetingPlayingNow,
  listBoxes,
  listGreetings,
  makeGreetingDefault,
  type RouteRequest,
  type VoicemailBox,
} from '@offhook/contract';
import { parseId } from '@offhook/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from '../../../test/ask.ts';
import { join } from '../../../test/members.ts';
import { toneWav } from '../../../test/tone.ts';
import { makeWorld, type World } from '../../../test/world.ts';
import { found } from '../../runtime/refusal.ts';
import { boxesForDirectory } from './index.ts';

let world: World;
let main: VoicemailBox;
beforeAll(async () => {
  world = await makeWorld();
  main = found((await world.admin(listBoxes, {})).items[0]);
});
afterAll(() => world.close());

const refusedWith = (status: number, code: string, details = {}) => ({ problem: { status, code, details } });
const gone = refusedWith(404, 'request.not_found');
const newBox = (name: string) => world.admin(createBox, { body: { name } });
type Wish = Partial<RouteRequest<typeof createGreeting>['body']>;
const speak = (name: string, part: Wish = {}) =>
  world.admin(createGreeting, { body: { name, text_to_speech: `This is ${name}.`, ...part } });
const playing = (box_id: string, at?: string) =>
  world.admin(greetingPlayingNow, { query: at === undefined ? { box_id } : { box_id, at } });

test('a new workspace has one box, which says the words of the setting', async () => {
  const mail = { configured: false, note: expect.stringMatching(/No mail server/) };
  expect((await world.admin(listBoxes, {})).items).toMatchObject([
    { name: 'Main', is_default: true, owner_kind: 'shared', mail },
  ]);
  expect(await world.admin(greetingPlayingNow, {})).toMatchObject({
    ...{ box_id: main.id, greeting_id: null, hours_state: null },
    prompt: { message: 'You have reached Main. Please leave a message after the beep.' },
  });
});

test('an uploaded greeting is made fit for a telephone and is the default, since it is the first', async () => {
  const box = await newBox('Uploads');
  const schedule = JSON.stringify({ time_zone: 'Europe/Rome', weekly: [{ day: 'mon', from: '09:00', to: '17:00' }] });
  const file = new Blob([toneWav(2)]);
  const body = { box_id: box.id, name: 'Tone', type: 'business' } as const;
  const greeting = await world.admin(createGreeting, { body, file });
  expect(greeting).toMatchObject({ duration_seconds: 2, is_default: true, text_to_speech: null, voice: null });
  const answer = await fetch(world.url + greeting.audio_url, {
    headers: { authorization: `Bearer ${world.signedIn.token}`, range: 'bytes=0-43' },
  });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([206, 'audio/wav']);
  // A form has texts only.
  const form = { ...body, name: 'Planned', schedule, is_active: 'false', is_default: 'false' } as never;
  const planned = await world.admin(createGreeting, { body: form, file });
  expect(planned).toMatchObject({ is_active: false, is_default: false, schedule: { time_zone: 'Europe/Rome' } });
  const directory = await world.app.ctx.db.asTenant(found(parseId('workspace', world.signedIn.workspace.id)), (tx) =>
    boxesForDirectory(tx),
  );
  const { greetings } = found(directory.boxes[box.id]);
  expect(greetings).toMatchObject([{ id: greeting.id, prompt: { media_id: expect.stringMatching(/^media_/) } }]);
});

test('opening hours, a schedule and the default decide what plays, and it says why', async () => {
  const weekly = [{ day: 'mon', from: '09:00', to: '17:00' }] as const;
  const holidays = [{ date: '2026-12-25', name: 'Christmas Day' }];
  const calendar = { time_zone: 'Europe/Rome', weekly: [...weekly], holidays };
  const hours = await world.admin(createHours, { body: { name: 'Office', calendar } });
  const box = await newBox('Timed');
  await world.admin(changeBox, { params: { box_id: box.id }, body: { hours_id: hours.id } });
  for (const type of ['business', 'after-hours', 'holiday'] as const) await speak(type, { box_id: box.id, type });
  const name = async (at: string) => (await playing(box.id, at)).greeting?.name;
  expect(await name('2026-11-02T08:00:00Z')).toBe('business');
  expect(await name('2026-11-02T16:00:00Z')).toBe('after-hours');
  const holiday = await playing(box.id, '2026-12-25T09:00:00Z');
  expect(holiday).toMatchObject({ hours_state: 'holiday', why: '"holiday" plays: today is a holiday, Christmas Day.' });
  await expect(world.admin(deleteHours, { params: { hours_id: hours.id } })).rejects.toMatchObject({
    problem: { status: 409, message: expect.stringContaining('Timed') },
  });
});

test('two defaults at once are refused; the later one takes over when it is told to', async () => {
  const { id: box_id } = await newBox('Defaults');
  const first = await speak('first', { box_id });
  const taken = refusedWith(409, 'voicemail.default_taken', { name: 'first' });
  await expect(speak('second', { box_id, is_default: true })).rejects.toMatchObject(taken);
  const second = await speak('second', { box_id, is_active: false });
  expect([first.is_default, second.is_default]).toEqual([true, false]);
  const params = { greeting_id: second.id };
  const takeOver = () => world.admin(makeGreetingDefault, { params, body: undefined });
  await Promise.all([
    takeOver(),
    takeOver(),
    world.admin(makeGreetingDefault, { params: { greeting_id: first.id }, body: {} }),
  ]);
  expect(await takeOver()).toMatchObject({ is_default: true, is_active: true });
  const { items } = await world.admin(listGreetings, { query: { box_id } });
  expect(items.map(({ name, is_default }) => [name, is_default])).toEqual([
    ['first', false],
    ['second', true],
  ]);
  const changed = { name: 'Second', text_to_speech: 'We are away.', voice: 'alice' };
  expect(await world.admin(changeGreeting, { params, body: changed })).toMatchObject(changed);
  await world.admin(deleteGreeting, { params });
  await expect(world.admin(deleteGreeting, { params })).rejects.toMatchObject(gone);
  expect((await playing(box_id)).greeting).toBeNull();
  await world.admin(deleteBox, { params: { box_id } });
  await expect(world.admin(changeGreeting, { params: { greeting_id: first.id }, body: {} })).rejects.toMatchObject(
    gone,
  );
});

const monday = (from: string, to: string) => ({ time_zone: 'UTC', weekly: [{ day: 'mon', from, to }] });

test.each([
  ['nothing to hear', { name: 'x' }, 'voicemail.one_content', undefined],
  [
    'two things to hear',
    { name: 'x', text_to_speech: 'x', audio_url: 'https://example.com/a.wav' },
    'voicemail.one_content',
    undefined,
  ],
  [
    'reversed times',
    { name: 'x', text_to_speech: 'x', schedule: monday('17:00', '09:00') },
    'request.invalid',
    'schedule.weekly.0.to',
  ],
  [
    'a zone that is none',
    {
      name: 'x',
      text_to_speech: 'x',
      schedule: { time_zone: 'Mars/Base', dates: [{ date: '2026-12-25', name: 'Day' }] },
    },
    'request.invalid',
    'schedule.time_zone',
  ],
  [
    'a schedule without times',
    { name: 'x', text_to_speech: 'x', schedule: { time_zone: 'UTC' } },
    'request.invalid',
    'schedule',
  ],
  ['a schedule that is no JSON', { name: 'x', text_to_speech: 'x', schedule: '{' }, 'request.invalid', 'schedule'],
  [
    'a person of nowhere',
    { name: 'x', text_to_speech: 'x', user_id: 'person_0198c0de-0000-7000-8000-000000000000' },
    'voicemail.unknown_reference',
    'user_id',
  ],
  ['another type', { name: 'x', text_to_speech: 'x', type: 'funny' }, 'request.invalid', 'type'],
])('a greeting of %s is refused at its field', async (_what, json, code, field) => {
  const before = (await world.admin(listGreetings, {})).items.length;
  const asked = { token: world.signedIn.token, json };
  const { status, body } = await ask(world.url, 'POST', '/api/voicemail/greetings', asked);
  expect([status, body]).toMatchObject([422, { code, details: field === undefined ? {} : { field } }]);
  expect((await world.admin(listGreetings, {})).items).toHaveLength(before);
});

test('a file that is no audio is refused, and nothing is left of it', async () => {
  const file = new Blob(['<!doctype html><html>'.padEnd(70_000)], { type: 'audio/wav' });
  await expect(world.admin(createGreeting, { body: { name: 'Page' }, file })).rejects.toMatchObject(
    refusedWith(422, 'media.not_audio'),
  );
  const { rows } = await world.app.ctx.db.systemPool.query("select count(*) from media where state <> 'ready'");
  expect(rows[0].count).toBe(0);
});

test('anybody may greet from a box of their own, which is made for it; the others are for managers', async () => {
  const agent = await join(world, 'agent');
  const body = { name: 'Hello', type: 'personal', text_to_speech: 'Hello.' } as const;
  const user_id = agent.signedIn.person.id;
  const greeting = await agent.api(createGreeting, { body: { ...body, user_id } });
  expect(greeting).toMatchObject({ user_id, box: { name: 'Member agent' }, is_default: true, voice: 'Polly.Joanna' });
  const again = await agent.api(createGreeting, { body: { ...body, name: 'Again', user_id } });
  expect(again).toMatchObject({ box_id: greeting.box_id, is_default: false });
  await expect(agent.api(createGreeting, { body })).rejects.toMatchObject(refusedWith(403, 'voicemail.not_your_box'));
  const params = { greeting_id: greeting.id };
  expect((await world.admin(changeGreeting, { params, body: { is_active: false } })).is_active).toBe(false);
  const other = await join(world, 'agent', 'other@example.com');
  await expect(other.api(deleteGreeting, { params })).rejects.toMatchObject(gone);
  expect((await other.api(listGreetings, {})).items.map(({ id }) => id)).not.toContain(greeting.id);
});
