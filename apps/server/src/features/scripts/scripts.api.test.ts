import {
  changeScript,
  createContact,
  createScript,
  deleteScript,
  getScript,
  listAuditEntries,
  listScripts,
  previewScript,
} from '@offhook/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from '../../../test/ask.ts';
import { makeSecondWorkspace } from '../../../test/members.ts';
import { makeWorld, type World } from '../../../test/world.ts';
import { scriptForCall } from './index.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const create = (name: string, script_text = 'Hello.') => world.admin(createScript, { body: { name, script_text } });
const refusedWith = (status: number, code: string, details = {}) => ({ problem: { status, code, details } });
const gone = refusedWith(404, 'request.not_found');

test('a script is created, read, changed and deleted, and each change is a version', async () => {
  const variables = [{ name: 'city', default: 'Rome' }];
  const body = { name: ' Intro ', script_text: 'Hello {first_name} from {city}.', variables };
  const script = await world.admin(createScript, { body });
  expect(script).toMatchObject({ name: 'Intro', version: 1, twiml_template: null, variables, used_by_calls: 0 });
  const params = { script_id: script.id };
  await world.clock.passes(1000);
  const changed = await world.admin(changeScript, { params, body: { ...body, script_text: 'Hi.', base_version: 1 } });
  expect(changed).toMatchObject({ id: script.id, version: 2, script_text: 'Hi.', created_at: script.created_at });
  expect(changed.updated_at).not.toBe(script.updated_at);
  expect(await world.admin(getScript, { params })).toEqual({
    ...changed,
    versions: [
      expect.objectContaining({ version: 2, script_text: 'Hi.', changed_by: 'Ada Admin', at: changed.updated_at }),
      expect.objectContaining({ version: 1, script_text: body.script_text, variables, at: script.created_at }),
    ],
  });
  await world.admin(deleteScript, { params });
  await expect(world.admin(getScript, { params })).rejects.toMatchObject(gone);
  await expect(world.admin(deleteScript, { params })).rejects.toMatchObject(gone);
  await expect(world.admin(changeScript, { params, body })).rejects.toMatchObject(gone);
  const { items } = await world.admin(listAuditEntries, {});
  expect(items.map((entry) => entry.action)).toEqual(
    expect.arrayContaining(['scripts.created', 'scripts.changed', 'scripts.deleted']),
  );
});

test('the same change said twice makes one version; a change of something older is refused by whoever was faster', async () => {
  const { id } = await create('Conflict');
  const params = { script_id: id };
  const change = (script_text: string) =>
    world.admin(changeScript, { params, body: { name: 'Conflict', script_text, base_version: 1 } });
  expect(await change('One.')).toMatchObject({ version: 2 });
  expect(await change('One.')).toMatchObject({ version: 2 });
  await expect(change('Two.')).rejects.toMatchObject(
    refusedWith(409, 'scripts.changed_meanwhile', { by: 'Ada Admin', version: 2 }),
  );
  expect((await world.admin(getScript, { params })).versions).toHaveLength(2);
});

test('of two changes at once of one version one wins', async () => {
  const { id } = await create('Race');
  const change = (script_text: string) =>
    world.admin(changeScript, {
      params: { script_id: id },
      body: { name: 'Race', script_text, base_version: 1 },
    });
  const settled = await Promise.allSettled([change('One.'), change('Two.')]);
  expect(settled.map((each) => each.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect((await world.admin(getScript, { params: { script_id: id } })).versions).toHaveLength(2);
});

test('a name is one script, however it is spelled, whoever is first, also by a change', async () => {
  const taken = refusedWith(409, 'scripts.name_taken');
  const settled = await Promise.allSettled([create('Unique'), create('UNIQUE')]);
  expect(settled.map((each) => each.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  await expect(create('unique')).rejects.toMatchObject(taken);
  const other = await create('Other name');
  const params = { script_id: other.id };
  const body = { name: 'uNique', script_text: 'Hello.' };
  await expect(world.admin(changeScript, { params, body })).rejects.toMatchObject(taken);
  expect(await world.admin(getScript, { params })).toMatchObject({ name: 'Other name', version: 1 });
  expect((await world.admin(listScripts, { query: { search: 'uniq' } })).items).toHaveLength(1);
});

test('pages come newest first, none twice and none left out', async () => {
  for (const number of [1, 2, 3]) await create(`Page ${number}`);
  const query = { search: 'page', limit: 2 };
  const first = await world.admin(listScripts, { query });
  const second = await world.admin(listScripts, { query: { ...query, cursor: first.next_cursor ?? '' } });
  expect([first, second].flatMap((page) => page.items.map((script) => script.name))).toEqual([
    'Page 3',
    'Page 2',
    'Page 1',
  ]);
  expect(second.next_cursor).toBeNull();
  const answer = await ask(world.url, 'GET', '/api/voice/scripts?cursor=x', { token: world.signedIn.token });
  expect([answer.status, answer.code]).toEqual([422, 'request.bad_cursor']);
});

const foreignDial = '<Response><Dial>+14155550100</Dial></Response>';

test.each([
  ['a foreign Dial', { twiml_template: foreignDial }, 'scripts.twiml_refused', 'twiml_template'],
  ['TwiML that is none', { twiml_template: '<Response>' }, 'scripts.twiml_refused', 'twiml_template'],
  ['TwiML of 4,001 characters', { twiml_template: 'x'.repeat(4001) }, 'request.invalid', 'twiml_template'],
  ['an undeclared variable', { script_text: 'Hi {nick}' }, 'scripts.variable_undeclared', 'variables'],
  ['no text', { script_text: ' ' }, 'request.invalid', 'script_text'],
  ['a variable of a strange name', { variables: [{ name: 'A b' }] }, 'request.invalid', 'variables.0.name'],
  ['a variable twice', { variables: [{ name: 'a' }, { name: 'a' }] }, 'request.invalid', 'variables'],
  ['an unknown field', { voice: 'alice' }, 'request.invalid', 'voice'],
])('a script with %s is refused, when made and when changed', async (_what, part, code, field) => {
  const { token } = world.signedIn;
  const json = { name: 'Refused', script_text: 'Hello.', ...part };
  const made = await ask(world.url, 'POST', '/api/voice/scripts', { token, json });
  expect([made.status, made.body]).toMatchObject([422, { code, details: { field } }]);
  expect((await world.admin(listScripts, { query: { search: 'Refused' } })).items).toEqual([]);
  const { id } = await create(`For ${_what}`);
  const changed = await ask(world.url, 'PUT', `/api/voice/scripts/${id}`, { token, json });
  expect([changed.status, changed.code]).toEqual([422, code]);
  expect(await world.admin(getScript, { params: { script_id: id } })).toMatchObject({ version: 1 });
});

test('a preview says what a contact would hear, and what is missing', async () => {
  const contact = await world.admin(createContact, { body: { name: 'Ada Byron', phone_number: '+14155550142' } });
  const script_text = 'Hello {first_name}, {nick} of {workspace_name} speaking: {offer}.';
  const variables = [
    { name: 'offer', default: null },
    { name: 'nick', default: 'Countess' },
  ];
  const { id } = await world.admin(createScript, { body: { name: 'Preview', script_text, variables } });
  const saved = await world.admin(previewScript, { body: { script_id: id, contact_id: contact.id } });
  expect(saved).toMatchObject({ missing: ['offer'], problems: [] });
  expect(saved.text).toMatch(/^Hello Ada, Countess of .+ speaking: \{offer\}\.$/);
  const given = { script_id: id, contact_id: contact.id, variables: { offer: 'two & more' } };
  const full = await world.admin(previewScript, { body: given });
  expect(full.missing).toEqual([]);
  expect(full.twiml).toContain(' speaking: two &amp; more.</Say>');
  expect(full.seconds).toBeGreaterThan(2);
  const unsaved = {
    ...given,
    twiml_template: `<Response><Say loud="yes">{offer} {gift}</Say><Dial>1</Dial></Response>`,
  };
  expect(await world.admin(previewScript, { body: unsaved })).toMatchObject({
    missing: ['gift'],
    problems: [
      'gift is not declared',
      'Dial: a script connects nobody; use the connect option of the call',
      expect.stringContaining('<Say> has no attribute loud'),
    ],
  });
  expect(await world.admin(getScript, { params: { script_id: id } })).toMatchObject({
    twiml_template: null,
    version: 1,
  });
});

test('an empty template is none', async () => {
  const body = { name: 'Empty template', script_text: 'Hello.', twiml_template: ' ' };
  expect(await world.admin(createScript, { body })).toMatchObject({ twiml_template: null });
  const preview = await world.admin(previewScript, { body: { script_text: 'Hello.', twiml_template: '' } });
  expect(preview).toMatchObject({ text: 'Hello.', problems: [] });
});

test('a preview of nobody’s script or contact finds nothing', async () => {
  const { api } = await makeSecondWorkspace(world);
  const theirs = await api(createScript, { body: { name: 'Theirs', script_text: 'Secret.' } });
  const contact = await api(createContact, { body: { name: 'Theirs' } });
  await expect(world.admin(previewScript, { body: { script_id: theirs.id } })).rejects.toMatchObject(gone);
  await expect(world.admin(previewScript, { body: { contact_id: contact.id } })).rejects.toMatchObject(gone);
  expect((await world.admin(listScripts, { query: { search: 'Theirs' } })).items).toEqual([]);
});

test('for a call the newest version is filled in; one that lacks values is refused by their names', async () => {
  const { ctx } = world.app;
  const body = { name: 'Placed', script_text: 'Hello {first_name} {last_name}.' };
  const { id } = await world.admin(createScript, { body });
  const { tenantId } = await tenantOf(world);
  const sources = { given: {}, caller: { name: 'Grace' }, workspace: { name: 'Acme' } };
  const filled = (name: string, scriptId = id) =>
    ctx.db.asTenant(tenantId, (tx) =>
      scriptForCall(tx, { ...sources, scriptId, contact: { name, phone_number: null, email: null } }),
    );
  expect(await filled('Ada Byron')).toMatchObject({
    name: 'Placed',
    version: 1,
    opening: { kind: 'message', text: 'Hello Ada Byron.' },
  });
  await expect(filled('Ada')).rejects.toMatchObject({
    code: 'scripts.variables_missing',
    details: { names: 'last_name' },
  });
  const twiml_template = '<Response><!-- x --><Say>{name}</Say></Response>';
  await world.admin(changeScript, { params: { script_id: id }, body: { ...body, twiml_template } });
  const document = '<?xml version="1.0" encoding="UTF-8"?><Response><Say>A &lt;Dial&gt;</Say></Response>';
  expect(await filled('A <Dial>')).toMatchObject({ version: 2, opening: { kind: 'twiml', document } });
  await expect(filled('Ada', 'script_nonsense')).rejects.toMatchObject({ code: 'request.not_found' });
});

async function tenantOf({ app }: World) {
  return app.ctx.db.asSystem((tx) =>
    tx
      .selectFrom('workspaces')
      .select('tenant_id as tenantId')
      .orderBy('created_at')
      .limit(1)
      .executeTakeFirstOrThrow(),
  );
}
