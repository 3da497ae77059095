import {
  addSuppressions,
  cancelSuppressionImport,
  changeSuppressionList,
  checkSuppression,
  createContact,
  createSuppressionList,
  deleteContact,
  deleteSuppressionList,
  getSuppressionImport,
  importSuppressions,
  listAuditEntries,
  listConsents,
  listSuppressionImports,
  listSuppressionLists,
  listSuppressions,
  recordConsent,
  removeSuppression,
  revokeConsent,
  setDisposition,
} from '@offhook/contract';
import { parseId } from '@offhook/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCall } from '../../../test/make-call.ts';
import { join, type Member, makeSecondWorkspace } from '../../../test/members.ts';
import { makeWorld, type World } from '../../../test/world.ts';
import { found } from '../../runtime/refusal.ts';
import { runImport } from './actions/run-import.ts';
import { suppressedAmong } from './index.ts';

let world: World;
let agent: Member;
let second: Awaited<ReturnType<typeof makeSecondWorkspace>>;
beforeAll(async () => {
  world = await makeWorld();
  agent = await join(world, 'agent');
  second = await makeSecondWorkspace(world);
});
afterAll(() => world.close());

const refusedWith = (status: number, code: string) => ({ problem: { status, code } });
const gone = refusedWith(404, 'request.not_found');
const isListed = async (phone_number: string) =>
  (await world.admin(checkSuppression, { body: { phone_number } })).suppressed;
const csv = (text: string, name = 'numbers.csv') => new File([text], name);
const firstList = async () => found((await world.admin(listSuppressionLists, {})).items[0]);

test('a number that is added is not called from the answer on, is found by its last digits, and twice changes nothing', async () => {
  const add = () =>
    agent.api(addSuppressions, { body: { phone_numbers: ['(415) 555-0101', 'nobody'], reason: 'Asked by mail' } });
  expect(await add()).toEqual({
    added: 1,
    known: 0,
    unreadable: [{ text: 'nobody', problem: 'This is not a phone number.' }],
  });
  expect(await add()).toMatchObject({ added: 0, known: 1 });
  expect(await isListed('+1 415 555 0101')).toBe(true);
  const { items } = await world.admin(listSuppressions, { query: { search: '101' } });
  expect(items).toEqual([
    expect.objectContaining({ last_digits: '0101', source: 'person', reason: 'Asked by mail', by: 'Member agent' }),
  ]);
  expect(await world.admin(listSuppressions, { query: { search: '+14155550101' } })).toMatchObject({ items });
  expect(await firstList()).toMatchObject({ kind: 'workspace', entries: 1 });
});

test('the number itself stands nowhere in the database, and another workspace does not know it', async () => {
  await world.admin(addSuppressions, { body: { phone_numbers: ['+14155550102'] } });
  const body = { phone_number: '+14155550102' };
  expect(await second.api(checkSuppression, { body })).toMatchObject({ suppressed: false });
  await second.api(addSuppressions, { body: { phone_numbers: [body.phone_number] } });
  const { rows } = await world.app.ctx.db.systemPool.query<{ kept: string }>(
    "select encode(number_hash, 'hex') as kept from suppressions where last_digits = '0102'",
  );
  expect(rows).toHaveLength(2);
  expect(rows[0]?.kept).not.toBe(rows[1]?.kept);
});

test('only a manager takes a number off, with a reason that the audit log keeps', async () => {
  await world.admin(addSuppressions, { body: { phone_numbers: ['+14155550103'] } });
  const body = { phone_number: '+14155550103', reason: 'Typed the wrong number' };
  await expect(agent.api(removeSuppression, { body })).rejects.toMatchObject(refusedWith(403, 'access.not_allowed'));
  await expect(second.api(removeSuppression, { body })).rejects.toMatchObject(gone);
  expect(await world.admin(removeSuppression, { body })).toEqual({ removed: 1 });
  await expect(world.admin(removeSuppression, { body })).rejects.toMatchObject(gone);
  expect(await isListed(body.phone_number)).toBe(false);
  const [entry] = (await world.admin(listAuditEntries, {})).items;
  expect(entry).toMatchObject({
    action: 'suppressions.removed',
    details: { reason: body.reason, last_digits: '0103' },
  });
});

test('a row of the list can be taken off by its id', async () => {
  await world.admin(addSuppressions, { body: { phone_numbers: ['+14155550104'] } });
  const { items } = await world.admin(listSuppressions, { query: { search: '0104' } });
  const body = { suppression_id: found(items[0]).id, reason: 'A test' };
  await expect(second.api(removeSuppression, { body })).rejects.toMatchObject(gone);
  expect(await world.admin(removeSuppression, { body })).toEqual({ removed: 1 });
});

test('the list of a campaign holds for its calls alone', async () => {
  const campaign_id = 'campaign_0198c0de-0000-7000-8000-00000000cafe';
  const list = await world.admin(createSuppressionList, { body: { name: 'Spring', campaign_id } });
  await world.admin(addSuppressions, { body: { phone_numbers: ['+14155550105'], list_id: list.id } });
  const { ctx } = world.app;
  const tenantId = found(parseId('workspace', world.signedIn.workspace.id));
  const among = (id?: string) =>
    ctx.db.asTenant(tenantId, (tx) =>
      suppressedAmong(ctx, tx, tenantId, ['+14155550105'], id ? parseId('campaign', id) : undefined),
    );
  expect([...(await among(campaign_id))]).toEqual(['+14155550105']);
  expect([...(await among())]).toEqual([]);
});

test('lists have names of their own, belong to one workspace, and that of the workspace stays', async () => {
  const list = await world.admin(createSuppressionList, {
    body: { name: 'National register', valid_until: '2026-11-01' },
  });
  expect(list).toMatchObject({ kind: 'register', is_overdue: true });
  const again = world.admin(createSuppressionList, { body: { name: 'national REGISTER' } });
  await expect(again).rejects.toMatchObject(refusedWith(409, 'suppressions.name_taken'));
  const params = { list_id: list.id };
  const renamed = await world.admin(changeSuppressionList, { params, body: { valid_until: '2026-12-02' } });
  expect(renamed).toMatchObject({ name: 'National register', is_overdue: false });
  await expect(second.api(deleteSuppressionList, { params, query: { reason: 'Mine' } })).rejects.toMatchObject(gone);
  const own = { list_id: (await firstList()).id };
  const query = { reason: 'Not needed' };
  const stays = world.admin(deleteSuppressionList, { params: own, query });
  await expect(stays).rejects.toMatchObject(refusedWith(409, 'suppressions.list_stays'));
  await world.admin(deleteSuppressionList, { params, query });
  await expect(world.admin(deleteSuppressionList, { params, query })).rejects.toMatchObject(gone);
});

test('a file is taken in by the server, each number once, with a word on every row that is none', async () => {
  const file = csv('Name;Phone\r\nAda;+14155550111\r\n"Grace; H";(415) 555-0112\r\nBob;call me\r\nEve;4155550111\r\n');
  const started = await world.admin(importSuppressions, {
    body: { name: 'Register', valid_until: '2026-12-01' },
    file,
  });
  expect(started).toMatchObject({ state: 'waiting', file_name: 'numbers.csv', list: { name: 'Register' } });
  await world.settles();
  const params = { upload_id: started.id };
  expect(await world.admin(getSuppressionImport, { params })).toMatchObject({
    ...{ state: 'done', rows: 5, added: 2, known: 1, unreadable: 1 },
    problems: [{ row: 4, problem: 'This is not a phone number.' }],
  });
  expect([await isListed('+14155550111'), await isListed('+14155550112')]).toEqual([true, true]);
  expect((await world.admin(listSuppressions, { query: { search: '+14155550112' } })).items).toEqual([
    expect.objectContaining({ last_digits: null, source: 'import', by: 'Ada Admin' }),
  ]);
  await expect(second.api(getSuppressionImport, { params })).rejects.toMatchObject(gone);
  await expect(world.admin(cancelSuppressionImport, { params })).rejects.toMatchObject(
    refusedWith(409, 'suppressions.import_over'),
  );
  const { items } = await world.admin(listSuppressionLists, {});
  const register = found(items.find(({ name }) => name === 'Register'));
  expect(register).toMatchObject({ entries: 2, valid_until: '2026-12-01' });
  await world.admin(deleteSuppressionList, { params: { list_id: register.id }, query: { reason: 'Replaced' } });
  expect(await isListed('+14155550111')).toBe(false);
  await world.settles();
  const { rows } = await world.app.ctx.db.systemPool.query("select from suppressions where source = 'import'");
  expect(rows).toHaveLength(0);
});

test('an upload that is cancelled before its end takes back what it added, and no more', async () => {
  await world.admin(addSuppressions, { body: { phone_numbers: ['+14155550121'] } });
  const { id: list_id } = await firstList();
  const file = csv('+14155550121\n+14155550122\n', 'two.txt');
  const { id: upload_id } = await world.admin(importSuppressions, { body: { list_id }, file });
  const twice = world.admin(importSuppressions, { body: { list_id }, file });
  await expect(twice).rejects.toMatchObject(refusedWith(409, 'suppressions.import_running'));
  const cancelled = await world.admin(cancelSuppressionImport, { params: { upload_id } });
  expect(cancelled.state).toBe('cancelling');
  await world.settles();
  expect(await world.admin(getSuppressionImport, { params: { upload_id } })).toMatchObject({ state: 'cancelled' });
  expect([await isListed('+14155550121'), await isListed('+14155550122')]).toEqual([true, false]);
});

test('an upload goes on where the last commit stood, and a job that runs twice adds nothing', async () => {
  const lines = Array.from({ length: 6000 }, (_, index) => `+1212${String(2_000_000 + index)}`);
  const started = await world.admin(importSuppressions, {
    body: { name: 'Long' },
    file: csv(lines.join('\n'), 'long.txt'),
  });
  const tenantId = found(parseId('workspace', world.signedIn.workspace.id));
  await Promise.all([
    runImport(world.app.ctx, tenantId, started.id).catch(() => undefined),
    runImport(world.app.ctx, tenantId, started.id).catch(() => undefined),
  ]);
  await world.settles();
  const params = { upload_id: started.id };
  expect(await world.admin(getSuppressionImport, { params })).toMatchObject({ state: 'done', rows: 6000, added: 6000 });
  await runImport(world.app.ctx, tenantId, started.id);
  const { items } = await world.admin(listSuppressionLists, {});
  expect(items.find(({ name }) => name === 'Long')).toMatchObject({ entries: 6000 });
});

test('what is no text, has no such column or is no file is refused by name and leaves nothing behind', async () => {
  const before = (await world.admin(listSuppressionLists, {})).items.length;
  const binary = new File([new Uint8Array([80, 75, 3, 4, 0, 0])], 'numbers.xlsx');
  await expect(world.admin(importSuppressions, { body: {}, file: binary })).rejects.toMatchObject(
    refusedWith(422, 'suppressions.not_text'),
  );
  const { id: upload_id } = await world.admin(importSuppressions, {
    ...{ body: { name: 'Wrong', column: 'Handy' }, file: csv('Name,Phone\nAda,+14155550131\n') },
  });
  await world.settles();
  const ended = await world.admin(getSuppressionImport, { params: { upload_id } });
  expect(ended).toMatchObject({ state: 'failed', failure: 'There is no column Handy. The first row is: Name, Phone' });
  expect((await world.admin(listSuppressionLists, {})).items).toHaveLength(before);
  expect((await world.admin(listSuppressionImports, {})).items[0]?.id).toBe(upload_id);
});

test('the disposition "Do not call" puts the number on the list with the same commit', async () => {
  const call_id = await makeCall(world, { to: '+14155550141' });
  await world.admin(setDisposition, { params: { call_id }, body: { disposition: 'Do not call' } });
  expect(await isListed('+14155550141')).toBe(true);
  const { items } = await world.admin(listSuppressions, { query: { search: '0141' } });
  expect(items).toEqual([expect.objectContaining({ source: 'disposition', reason: `Said in ${call_id}` })]);
});

test('a consent is kept with its proof, is revoked once, and outlives its contact', async () => {
  const contact = await world.admin(createContact, { body: { name: 'Ada', phone_number: '+14155550151' } });
  const fields = { phone_number: '+14155550151', scope: 'prerecorded', source: 'Sign-up form' } as const;
  const written = { ...fields, contact_id: contact.id, strength: 'express-written' } as const;
  await expect(agent.api(recordConsent, { body: written })).rejects.toMatchObject(
    refusedWith(422, 'consents.proof_missing'),
  );
  const consent = await agent.api(recordConsent, { body: { ...written, proof_text: 'I agree to recorded messages.' } });
  expect(consent).toMatchObject({ state: 'holds', recorded_by: 'Member agent', contact_id: contact.id });
  await expect(second.api(recordConsent, { body: { ...written, proof_text: 'x' } })).rejects.toMatchObject(gone);
  const params = { consent_id: consent.id };
  await expect(second.api(revokeConsent, { params, body: {} })).rejects.toMatchObject(gone);
  const revoked = await agent.api(revokeConsent, { params, body: { reason: 'By mail', never_call: true } });
  expect(revoked).toMatchObject({ state: 'revoked', revoked: { by: 'Member agent', reason: 'By mail' } });
  expect(await isListed('+14155550151')).toBe(true);
  await expect(agent.api(revokeConsent, { params, body: {} })).rejects.toMatchObject(
    refusedWith(409, 'consents.revoked'),
  );
  await world.admin(deleteContact, { params: { contact_id: contact.id } });
  const { items } = await world.admin(listConsents, { query: { phone_number: '+14155550151' } });
  expect(items).toEqual([{ ...revoked, contact_id: null }]);
  expect(await isListed('+14155550151')).toBe(true);
});
