import {
  changeBox,
  changeSetting,
  changeVoicemail,
  createBox,
  createContact,
  deleteBox,
  deleteVoicemail,
  getCall,
  getVoicemail,
  listBoxes,
  listVoicemail,
  markVoicemailRead,
  placeCall,
  restoreVoicemail,
  shareVoicemail,
  type VoicemailBox,
} from '@offhook/contract';
import { formatId, parseId } from '@offhook/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from '../../../test/ask.ts';
import { join } from '../../../test/members.ts';
import { startSmtp, type TestSmtp } from '../../../test/start-smtp.ts';
import { makeWorld, ourNumber, type World } from '../../../test/world.ts';
import { found } from '../../runtime/refusal.ts';
import { boxExists, boxesForDirectory, boxesOfPeople, takeMessage } from './index.ts';

let smtp: TestSmtp;
let world: World;
let main: VoicemailBox;
beforeAll(async () => {
  smtp = await startSmtp();
  world = await makeWorld({ environment: { SMTP_URL: smtp.url, MAIL_FROM: 'phone@example.com' } });
  main = found((await world.admin(listBoxes, {})).items[0]);
});
afterAll(async () => {
  await world.close();
  await smtp.close();
});

const refusedWith = (status: number, code: string) => ({ problem: { status, code } });
const gone = refusedWith(404, 'request.not_found');
const tenantId = () => found(parseId('workspace', world.signedIn.workspace.id));

/** A recorded call under way, as the carrier tells of it. */
async function recordedCall() {
  const call = await world.admin(placeCall, {
    body: { to: '+14155550142', from: ourNumber, message: 'Wait. '.repeat(20), record: true },
  });
  await world.passes(5);
  const { recording } = await world.admin(getCall, { params: { call_id: call.id } });
  return { callId: found(parseId('call', call.id)), sid: found(recording?.recording_sid) };
}

type Told = Partial<Parameters<typeof takeMessage>[2]>;

/** Puts the recording of a call into a box, as the call's own reports do; gives the id of the message. */
async function leave({ callId, sid }: Awaited<ReturnType<typeof recordedCall>>, told: Told = {}): Promise<string> {
  const { ctx } = world.app;
  const message = { callId, recordingSid: sid, seconds: 7, from: '+390612345678', to: ourNumber, contactId: null };
  const where = { tenantId: tenantId(), boxId: main.id, at: ctx.clock.now() };
  await ctx.db.asSystem((tx) => takeMessage(ctx, tx, { ...message, ...where, ...told }));
  const { rows } = await ctx.db.systemPool.query('select id from voicemails where recording_sid = $1', [sid]);
  await world.settles();
  return rows.length === 0 ? '' : formatId('voicemail', rows[0].id);
}

async function message(told: Told = {}): Promise<string> {
  const id = await leave(await recordedCall(), told);
  await world.passes(30);
  return id;
}

const one = (id: string) => world.admin(getVoicemail, { params: { voicemail_id: id } });
const inbox = async (query = {}) => (await world.admin(listVoicemail, { query })).items.map(({ id }) => id);

test('a recording told twice is one message; it arrives, is heard in parts and can be played', async () => {
  const call = await recordedCall();
  const id = await leave(call);
  expect(await one(id)).toMatchObject({
    ...{ box: { id: main.id, name: 'Main' }, is_read: false, audio_status: 'arriving', recording_url: null },
    ...{ transcription: null, transcription_status: 'no_service', from_number: '+390612345678', simulated: true },
  });
  const early = await ask(world.url, 'GET', `/api/voicemail/messages/${id}/audio`, { token: world.signedIn.token });
  expect([early.status, early.code]).toEqual([409, 'voicemail.not_to_be_heard']);
  await world.passes(30);
  expect(await leave(call, { seconds: 9 })).toBe(id);
  const message = await one(id);
  expect(message).toMatchObject({ audio_status: 'ready', duration_seconds: 7, notices: [] });
  expect(message.peaks?.length).toBeGreaterThan(0);
  const headers = { authorization: `Bearer ${world.signedIn.token}`, range: 'bytes=0-43' };
  const part = await fetch(world.url + message.recording_url, { headers });
  expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([206, 44]);
  const { rows } = await world.app.ctx.db.systemPool.query(
    "select count(*) from outbox where name = 'voicemail.received' and payload->>'voicemail_id' = $1",
    [parseId('voicemail', id)],
  );
  expect(rows[0].count).toBe(1);
});

test('whoever hangs up within two seconds has left no message', async () => {
  expect(await leave(await recordedCall(), { seconds: 1 })).toBe('');
});

test('a message for a box that is gone comes into the default one', async () => {
  const id = await leave(await recordedCall(), { boxId: 'box_0198c0de-0000-7000-8000-000000000000' });
  expect((await one(id)).box_id).toBe(main.id);
});

test('the inbox is filtered, searched and paged, and counts what is unread', async () => {
  const contact = await world.admin(createContact, { body: { name: 'Maria Rossi', phone_number: '+390699999999' } });
  const contactId = found(parseId('contact', contact.id));
  const first = await message({ from: '+390699999999', contactId });
  const second = await message();
  const page = await world.admin(listVoicemail, { query: { limit: 1 } });
  expect(page.items.map(({ id }) => id)).toEqual([second]);
  expect(await inbox({ limit: 1, cursor: page.next_cursor })).toEqual([first]);
  expect(await inbox({ limit: 1, offset: 1 })).toEqual([first]);
  expect(await inbox({ q: 'maria' })).toEqual([first]);
  expect(await inbox({ q: '+39 06 9999' })).toEqual([first]);
  const read = await world.admin(markVoicemailRead, { params: { voicemail_id: first }, body: {} });
  expect([read.is_read, read.contact?.name]).toEqual([true, 'Maria Rossi']);
  const bare = await ask(world.url, 'PATCH', `/api/voicemail/messages/${second}/read`, { token: world.signedIn.token });
  expect([bare.status, bare.body]).toMatchObject([200, { is_read: true }]);
  const after = await world.admin(listVoicemail, { query: { is_read: 'true' } });
  expect(after.items.map(({ id }) => id)).toEqual([second, first]);
  expect(after.unread_count).toBe(page.unread_count - 2);
  const { unread_count, message_count } = found((await world.admin(listBoxes, {})).items[0]);
  expect([unread_count, message_count]).toEqual([after.unread_count, page.total]);
});

test('a message is archived, given to somebody, deleted and restored; twice changes nothing', async () => {
  const id = await message();
  const params = { voicemail_id: id };
  const me = world.signedIn.person.id;
  await world.admin(changeVoicemail, { params, body: { is_archived: true, assigned_to: me } });
  expect(await inbox()).not.toContain(id);
  expect(await inbox({ archived: 'true', assigned_to: 'me' })).toEqual([id]);
  await world.admin(changeVoicemail, { params, body: { is_archived: false } });
  const stranger = { assigned_to: 'person_0198c0de-0000-7000-8000-000000000000' };
  const unknown = refusedWith(422, 'voicemail.unknown_reference');
  await expect(world.admin(changeVoicemail, { params, body: stranger })).rejects.toMatchObject(unknown);
  await world.admin(deleteVoicemail, { params });
  await world.admin(deleteVoicemail, { params });
  expect([await inbox(), await inbox({ deleted: 'true' })]).toEqual([expect.not.arrayContaining([id]), [id]]);
  expect(await world.admin(restoreVoicemail, { params })).toMatchObject({ is_deleted: false, assigned_to: { id: me } });
  expect(await inbox()).toContain(id);
});

test('a shared link plays without a sign-in until its time is over or the message is deleted', async () => {
  const params = { voicemail_id: await message() };
  const { url } = await world.admin(shareVoicemail, { params, body: { expires_in_seconds: 60 } });
  const status = async () => (await fetch(url)).status;
  expect(await status()).toBe(200);
  expect((await fetch(`${url}?format=mp3`)).headers.get('content-type')).toBe('audio/mpeg');
  expect((await fetch(`${url.slice(0, -2)}xx`)).status).toBe(404);
  await world.admin(deleteVoicemail, { params });
  expect(await status()).toBe(404);
  await world.admin(restoreVoicemail, { params });
  expect(await status()).toBe(200);
  await world.passes(60);
  expect(await status()).toBe(404);
});

test('the box of a person is for that person and for managers', async () => {
  const agent = await join(world, 'agent');
  const owner_id = agent.signedIn.person.id;
  const wish = { name: 'Mine', owner_kind: 'person', owner_id } as const;
  const box = await agent.api(createBox, { body: wish });
  await expect(agent.api(createBox, { body: { ...wish, name: 'Again' } })).rejects.toMatchObject(
    refusedWith(409, 'voicemail.owner_has_box'),
  );
  const other = await join(world, 'agent', 'other@example.com');
  const id = await message({ boxId: box.id });
  const params = { voicemail_id: id };
  expect(await agent.api(getVoicemail, { params })).toMatchObject({ box_id: box.id, user_id: owner_id });
  expect((await one(id)).id).toBe(id);
  await expect(other.api(getVoicemail, { params })).rejects.toMatchObject(gone);
  await expect(other.api(deleteVoicemail, { params })).rejects.toMatchObject(gone);
  expect((await other.api(listVoicemail, {})).items.map((each) => each.id)).not.toContain(id);
  expect((await other.api(listBoxes, {})).items.map((each) => each.id)).not.toContain(box.id);
  const change = { params: { box_id: box.id }, body: { max_messages: 1 } };
  await expect(other.api(changeBox, change)).rejects.toMatchObject(gone);
  expect(await agent.api(changeBox, change)).toMatchObject({ max_messages: 1, is_full: true });
  const notYours = refusedWith(403, 'voicemail.not_your_box');
  await expect(agent.api(changeBox, { ...change, params: { box_id: main.id } })).rejects.toMatchObject(notYours);
  await expect(agent.api(createBox, { body: { name: 'For all' } })).rejects.toMatchObject(notYours);
  const { ctx } = world.app;
  const known = await ctx.db.asTenant(tenantId(), async (tx) => ({
    ...(await boxesForDirectory(tx)),
    owned: await boxesOfPeople(tx),
    isThere: await boxExists(tx, box.id),
  }));
  expect(known).toMatchObject({ default_box_id: main.id, owned: { [owner_id]: box.id }, isThere: true });
  expect(known.boxes[box.id]).toMatchObject({
    is_full: true,
    fallback_greeting: 'You have reached Mine. Please leave a message after the beep.',
  });
});

test('a box is deleted only when nothing leads there and nothing is in it, and the default one never', async () => {
  const box = await world.admin(createBox, { body: { name: 'Sales' } });
  const params = { box_id: box.id };
  const taken = refusedWith(409, 'voicemail.box_name_taken');
  await expect(world.admin(createBox, { body: { name: 'SALES' } })).rejects.toMatchObject(taken);
  const hours = { name: 'x', hours_id: 'hours_0198c0de-0000-7000-8000-000000000000' };
  const unknown = refusedWith(422, 'voicemail.unknown_reference');
  await expect(world.admin(createBox, { body: hours })).rejects.toMatchObject(unknown);
  const id = await message({ boxId: box.id });
  await expect(world.admin(deleteBox, { params })).rejects.toMatchObject(
    refusedWith(409, 'voicemail.box_has_messages'),
  );
  await world.admin(deleteVoicemail, { params: { voicemail_id: id } });
  const isDefault = refusedWith(409, 'voicemail.box_is_default');
  await expect(world.admin(deleteBox, { params: { box_id: main.id } })).rejects.toMatchObject(isDefault);
  await world.admin(changeBox, { params, body: { is_default: true } });
  await expect(world.admin(deleteBox, { params })).rejects.toMatchObject(isDefault);
  await world.admin(changeBox, { params: { box_id: main.id }, body: { is_default: true } });
  await world.admin(deleteBox, { params });
  await expect(world.admin(deleteBox, { params })).rejects.toMatchObject(gone);
  await expect(one(id)).rejects.toMatchObject(gone);
});

test('each address of a box hears of a message once, however often it is told, and why one does not', async () => {
  const emails = ['ada@example.com', 'later@example.com', 'never@example.com'];
  smtp.answers.set('later@example.com', 451).set('never@example.com', 550);
  await world.admin(changeBox, { params: { box_id: main.id }, body: { notify_emails: emails, attach_audio: true } });
  const call = await recordedCall();
  const id = await leave(call);
  expect(smtp.asked.size).toBe(0);
  await world.passes(20);
  await leave(call);
  const states = async () => Object.fromEntries((await one(id)).notices.map(({ to, state }) => [to, state]));
  const [ada, later, never] = emails as [string, string, string]; // there are three
  expect(await states()).toEqual({ [ada]: 'sent', [later]: 'waiting', [never]: 'failed' });
  smtp.answers.delete(later);
  await world.passes(45);
  expect(await states()).toEqual({ [ada]: 'sent', [later]: 'sent', [never]: 'failed' });
  expect((await one(id)).notices.find(({ to }) => to === never)?.note).toMatch(/No such mailbox/);
  await world.passes(60);
  expect(smtp.arrived.map(({ to }) => to).toSorted()).toEqual([ada, later]);
  expect([smtp.asked.get(ada), smtp.asked.get(never)]).toEqual([1, 1]);
  expect(smtp.arrived[0]?.text).toContain('Subject: Voicemail from +390612345678, 0:07');
  expect(smtp.arrived[0]?.text).toContain('Content-Type: audio/mpeg');
  expect(smtp.arrived[0]?.text.replaceAll('=\r\n', '')).toContain(`/voicemail?m=3D${id}`);
  await world.admin(changeBox, { params: { box_id: main.id }, body: { notify_emails: [] } });
});

test('no transaction is open while the audio of a mail is encoded', async () => {
  const { audio, db } = world.app.ctx;
  const { encodeMp3 } = audio;
  const open: number[] = [];
  audio.encodeMp3 = async function* (wav) {
    // Whoever has read a table holds a lock until the transaction ends: nobody else reads all of what a mail is made of.
    const reading = `select pid from pg_locks
      where relation in ('recordings'::regclass, 'voicemail_boxes'::regclass, 'workspaces'::regclass)
        and database = (select oid from pg_database where datname = current_database())
      group by pid having count(distinct relation) = 3`;
    open.push((await db.systemPool.query(reading)).rowCount ?? 0);
    yield* encodeMp3(wav);
  };
  const change = (notify_emails: string[]) =>
    world.admin(changeBox, { params: { box_id: main.id }, body: { notify_emails, attach_audio: true } });
  await change(['open@example.com']);
  await message();
  await change([]);
  audio.encodeMp3 = encodeMp3;
  expect([open, smtp.asked.get('open@example.com')]).toEqual([[0], 1]);
});

test('what was asked of the mail server before a crash is not asked again', async () => {
  await world.admin(changeBox, { params: { box_id: main.id }, body: { notify_emails: ['crash@example.com'] } });
  const id = await leave(await recordedCall());
  const { systemPool } = world.app.ctx.db;
  await systemPool.query(
    "update mail_notices set state = 'sending', due_at = due_at - interval '30 minutes' where email = 'crash@example.com'",
  );
  await world.passes(15);
  expect((await one(id)).notices).toMatchObject([{ state: 'unknown', note: expect.stringMatching(/not sent twice/) }]);
  expect(smtp.asked.has('crash@example.com')).toBe(false);
  await world.admin(changeBox, { params: { box_id: main.id }, body: { notify_emails: [] } });
});

test('old messages go, here and at the carrier, and a late report brings none back', async () => {
  const call = await recordedCall();
  const id = await leave(call);
  await world.passes(30);
  const { accountSid, authorization, url } = world.carrier;
  const atCarrier = async () =>
    (
      await fetch(`${url}/2010-04-01/Accounts/${accountSid}/Recordings/${call.sid}.json`, {
        headers: { authorization },
      })
    ).status;
  expect(await atCarrier()).toBe(200);
  const key = 'voicemail_retention_days';
  await world.admin(changeSetting, { params: { key }, body: { value: 2 } });
  await agesAndIsSwept(id, 47);
  expect((await one(id)).id).toBe(id);
  await agesAndIsSwept(id, 2);
  await expect(one(id)).rejects.toMatchObject(gone);
  expect(await atCarrier()).toBe(404);
  expect(await leave(call)).toBe('');
  await world.admin(changeSetting, { params: { key }, body: { value: 0 } });
});

async function agesAndIsSwept(id: string, hours: number): Promise<void> {
  const older = 'update voicemails set created_at = created_at - make_interval(hours => $1) where id = $2';
  await world.app.ctx.db.systemPool.query(older, [hours, parseId('voicemail', id)]);
  const sweeps = world.app.features.flatMap((feature) => feature.sweeps ?? []);
  await found(sweeps.find(({ name }) => name === 'voicemail.forget_messages')).run();
  await world.settles();
}
