import {
  cancelContactImport,
  changeContact,
  changeContactImport,
  changeContactImportRows,
  checkContactImport,
  countContacts,
  createCampaign,
  createContact,
  createContactImport,
  deleteContactImport,
  getCampaign,
  getContactImport,
  getContactImportProgress,
  listConsents,
  listContactImportRows,
  listContactImports,
  listContacts,
  placeCall,
  runContactImport,
  undoContactImport,
} from '@offhook/contract';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from '../../../test/ask.ts';
import { makeWorld, ourNumber, type World } from '../../../test/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const begin = (text: string) => world.admin(createContactImport, { body: { text, name: 'people.csv' } });
const paramsOf = ({ id }: { id: string }) => ({ params: { import_id: id } });
const change = (of: { id: string }, body: object) => world.admin(changeContactImport, { ...paramsOf(of), body });
const progress = (of: { id: string }) => world.admin(getContactImportProgress, paramsOf(of));
const people = async (query: object) => (await world.admin(listContacts, { query: { limit: 200, ...query } })).items;

async function check(of: { id: string }) {
  await world.admin(checkContactImport, paramsOf(of));
  await world.settles();
  return progress(of);
}

async function run(of: { id: string }) {
  await check(of);
  await world.admin(runContactImport, paramsOf(of));
  await world.settles();
  return progress(of);
}

test('a file is read, matched, checked, mended, imported and undone', async () => {
  const lines = [
    'Vorname;Nachname;Handy;Telefon geschäftlich;E-Mail;Land;Kundennr',
    'Ada;Lovelace;0151 23456789;;ada@example.com;Deutschland;7',
    'Grace;Hopper;12;+1 415 555 0186;grace@example.com;USA;8',
    'Alan;Turing;;;alan@;GB;9',
    ';;;;;;',
    'Edith;"Clarke; née ""C""";;2079460958;;United Kingdom;10',
  ];
  const made = await begin(lines.join('\r\n'));
  expect(made).toMatchObject({ state: 'draft', detected: { delimiter: ';', encoding: 'utf-8', header_row: 1 } });
  expect(made.columns.map(({ suggested: { target, label } }) => [target, label].filter(Boolean).join(':'))).toEqual([
    ...['first_name', 'last_name', 'phone:mobile', 'phone:work', 'email', 'country', 'ignore'],
  ]);
  expect(made.columns[2]).toMatchObject({ name: 'Handy', samples: ['0151 23456789', '12'] });
  expect(made.preview[0]?.numbers).toEqual([{ column: 2, number: '+4915123456789' }]);
  const matches = made.settings.matches.map((each) =>
    each.column === 6 ? { column: 6, target: 'metadata' as const } : each,
  );
  await change(made, { matches, tags: ['fair'], time_zone: 'Europe/Berlin' });
  const checked = await check(made);
  expect(checked).toMatchObject({ state: 'checked', checked: { rows: 4, fine: 2, with_problems: 2, with_number: 2 } });
  const { items } = await world.admin(listContactImportRows, paramsOf(made));
  expect(items.map(({ row, problems }) => [row, ...problems])).toEqual([
    [2, { column: 2, problem: 'Too short for US.' }],
    [3, { column: 4, problem: 'This is no e-mail address.' }],
  ]);
  const rows = [{ row: 2, cells: [{ column: 2, text: '' }] }];
  const mended = await world.admin(changeContactImportRows, { ...paramsOf(made), body: { rows } });
  expect(mended).toMatchObject({
    items: [{ problems: [], is_edited: true }],
    import: { checked: { fine: 3, with_problems: 1 } },
  });
  await world.admin(runContactImport, paramsOf(made));
  const twice = world.admin(runContactImport, paramsOf(made));
  await expect(twice).rejects.toMatchObject({ problem: { code: 'imports.wrong_state' } });
  await world.settles();
  const done = await progress(made);
  expect(done).toMatchObject({
    state: 'done',
    result: { created: 3, updated: 0, skipped: 0, failed: 1, with_number: 3 },
  });
  const imported = await people({ import_id: made.id });
  expect(imported).toHaveLength(3);
  expect(imported.find(({ name }) => name === 'Edith Clarke; née "C"')).toMatchObject({
    ...{ phone_number: '+442079460958', country: 'GB', tags: ['fair'], metadata: { Kundennr: '10' } },
    ...{ time_zone: 'Europe/Berlin', numbers: [{ label: 'work' }] },
  });
  const path = `/api/contact-imports/${made.id}/problems`;
  const csv = await ask(world.url, 'GET', path, { token: world.signedIn.token });
  expect(parse(String(csv.body), { columns: true })).toMatchObject([
    { Vorname: 'Alan', Handy: '', Problem: 'E-Mail: This is no e-mail address.' },
  ]);
  const [changed, called] = imported;
  await world.admin(changeContact, { params: { contact_id: changed?.id ?? '' }, body: { title: 'Admiral' } });
  await world.admin(placeCall, { body: { contact_id: called?.id ?? '', from: ourNumber } });
  await world.admin(undoContactImport, paramsOf(made));
  await world.settles();
  expect(await progress(made)).toMatchObject({ state: 'undone', undone: { removed: 1, restored: 0, kept: 2 } });
  expect((await people({})).map(({ id }) => id)).toEqual([changed?.id, called?.id]);
  const again = world.admin(undoContactImport, paramsOf(made));
  await expect(again).rejects.toMatchObject({ problem: { code: 'imports.wrong_state' } });
});

test('who is there already is skipped, updated or merged, within the file too, and restored by undoing', async () => {
  const numbers = [{ number: '+14155550121', label: 'home' }];
  const known = await world.admin(createContact, {
    body: { name: 'Known', email: 'K@example.com', numbers, tags: ['old'] },
  });
  const head = 'name,phone,email,company,tags\n';
  const row = 'New name,(415) 555-0121,k@example.com,Acme,new\n';
  const repeated = 'Twin,(415) 555-0122,,,\nTwin again,+14155550122,,Second,\n';
  const importAs = async (settings: object) => {
    const made = await begin(head + row + repeated);
    await change(made, settings);
    return run(made);
  };
  const now = async () => (await people({ search: '0121' }))[0];
  const skipped = await importAs({ same_then: 'skip' });
  expect(skipped).toMatchObject({
    checked: { already_here: 1, repeated: 1 },
    result: { created: 1, updated: 0, skipped: 2 },
  });
  expect(await now()).toEqual(known);
  const merged = await importAs({ same_then: 'merge', same_by: 'email' });
  expect(merged.result).toMatchObject({ created: 2, updated: 1, skipped: 0 });
  expect(await now()).toMatchObject({ name: 'Known', company: 'Acme', tags: ['new', 'old'], email: 'K@example.com' });
  const updated = await importAs({ same_then: 'update', same_by: 'number-or-email' });
  expect(updated.result).toMatchObject({ created: 0, updated: 2, skipped: 1 });
  expect(await now()).toMatchObject({ name: 'New name', numbers: [{ number: '+14155550121', label: 'home' }] });
  const same = await importAs({ same_then: 'update', same_by: 'number-or-email' });
  expect(same.result).toMatchObject({ created: 0, updated: 2, skipped: 1 });
  for (const each of [same, updated, merged, skipped]) {
    await world.admin(undoContactImport, paramsOf(each));
    await world.settles();
    expect(await progress(each)).toMatchObject({ state: 'undone', undone: { kept: 0 } });
  }
  const { updated_at: _at, ...back } = known;
  expect(await now()).toMatchObject(back);
  expect(await people({ search: 'Twin' })).toEqual([]);
});

test('what a file may be wrong with is named, and nothing of it stays', async () => {
  const refused = async (content: Uint8Array<ArrayBuffer> | string) => {
    const file = new Blob([content]);
    return world.admin(createContactImport, { body: {}, file }).then(
      () => 'taken',
      (error: { problem: { code: string } }) => error.problem.code,
    );
  };
  const before = (await world.admin(listContactImports, {})).items.length;
  expect(await refused('PK\u0003\u0004 and so on')).toBe('imports.is_spreadsheet');
  expect(await refused('a,b\n1,\u0000\n')).toBe('imports.not_text');
  expect(await refused('\n \n')).toBe('imports.empty');
  expect(await refused(`${'a,'.repeat(200)}b\n`)).toBe('imports.too_many_columns');
  expect(await refused('"never closed,1\n2,3')).toBe('imports.unreadable');
  await expect(world.admin(createContactImport, { body: {} })).rejects.toMatchObject({
    problem: { code: 'imports.no_file' },
  });
  expect((await world.admin(listContactImports, {})).items).toHaveLength(before);
  const wide = await begin(
    ['name,phone', 'Ragged,+14155550131,extra', `${'x'.repeat(10_001)},`, '1.41555E+10,', 'S,1.4E+10'].join('\n'),
  );
  expect((await check(wide)).checked).toMatchObject({ rows: 4, fine: 1 });
  const { items } = await world.admin(listContactImportRows, paramsOf(wide));
  expect(items.map(({ problems }) => problems[0]?.problem)).toEqual([
    'There are more cells in this row than the 2 columns of the file.',
    'Longer than 10000 characters. Is a quotation mark never closed?',
    'A spreadsheet has shortened this number. Format the column as text there and save it again.',
  ]);
  const cut = await begin(`name,phone,note\n${`Fine,,${'x'.repeat(2000)}\n`.repeat(150)}"never closed,1`);
  expect(await check(cut)).toMatchObject({ state: 'failed', failure: expect.stringContaining('never closed') });
});

test.each([
  ['UTF-16 with a mark', Buffer.from('\ufeffname\tphone\nZoë\t+14155550141\n', 'utf16le')],
  ['UTF-16 without one', Buffer.from('name\tphone\nZoë\t+14155550141\n', 'utf16le')],
  ['UTF-8 with a mark', Buffer.from('\ufeffname|phone\nZoë|+14155550141\n')],
  ['Windows-1252', Buffer.from('name,phone\nZoë,+14155550141\n', 'latin1')],
  ['old line ends', Buffer.from('name,phone\rZoë,+14155550141\r')],
])('a file in %s is read as it is meant', async (_what, bytes) => {
  const made = await world.admin(createContactImport, { body: {}, file: new Blob([bytes]) });
  expect(made.preview).toMatchObject([{ cells: ['Zoë', '+14155550141'], problems: [] }]);
});

test('settings that do not fit are refused by name', async () => {
  const made = await begin('name,phone\nX,1\n');
  const refusal = (body: object) =>
    change(made, body).then(
      () => 'taken',
      (error: { problem: { code: string; details: object } }) => [error.problem.code, error.problem.details],
    );
  const both = [0, 1].map((column) => ({ column, target: 'name' as const }));
  expect(await refusal({ matches: both })).toMatchObject(['imports.column_matched_twice', { target: 'name' }]);
  expect(await refusal({ matches: [{ column: 7, target: 'name' }] })).toMatchObject([
    'imports.no_such_column',
    { column: 7 },
  ]);
  expect(await refusal({ default_country: 'XX' })).toMatchObject(['request.invalid', { field: 'default_country' }]);
  const campaign_id = 'campaign_0198c0de-0000-7000-8000-000000000000';
  expect(await refusal({ campaign_id })).toMatchObject(['request.invalid', { field: 'campaign_id' }]);
  const consent = { scope: 'calls', strength: 'express-written', source: 'Fair' };
  expect(await refusal({ consent })).toMatchObject(['consents.proof_missing', {}]);
  await change(made, { matches: [] });
  const nothing = world.admin(checkContactImport, paramsOf(made));
  await expect(nothing).rejects.toMatchObject({ problem: { code: 'imports.nothing_matched' } });
  const { columns } = await change(made, { header_row: null });
  expect(columns.map(({ name }) => name)).toEqual(['Column 1', 'Column 2']);
});

test('an import that is stopped, and that several nodes take up at once, writes each row once', async () => {
  const lines = Array.from({ length: 2600 }, (_, index) => `Many ${index},+1415556${2000 + index}`);
  const made = await begin(['name,phone', ...lines].join('\n'));
  await check(made);
  await world.admin(runContactImport, paramsOf(made));
  await world.stopServer();
  await world.startServer();
  const work = await takeUp(made, 2);
  await Promise.all([work(), work()]);
  await world.settles();
  const result = { created: 2600, updated: 0, skipped: 0, failed: 0, with_number: 2600 };
  expect(await progress(made)).toMatchObject({ state: 'done', result });
  const query = { import_id: made.id };
  expect(await world.admin(countContacts, { query })).toEqual({ contacts: 2600, with_number: 2600 });
});

/** The job of an import, as another node would run it. */
async function takeUp({ id }: { id: string }, work: number): Promise<() => Promise<void>> {
  const { rows } = await world.app.ctx.db.systemPool.query('select tenant_id from workspaces');
  const job = world.app.features.flatMap(({ jobs = [] }) => jobs).find(({ name }) => name === 'contacts.run_import');
  return async () => job?.run({ import_id: id, work }, rows[0].tenant_id);
}

test('a cancelled import stops at once and keeps what it wrote', async () => {
  const made = await begin('name,phone\nNever,+14155550151\n');
  await check(made);
  await world.admin(runContactImport, paramsOf(made));
  const cancelled = await world.admin(cancelContactImport, paramsOf(made));
  expect(cancelled).toMatchObject({ state: 'cancelled' });
  await world.settles();
  expect(await progress(made)).toMatchObject({ state: 'cancelled', result: cancelled.result });
  await world.admin(deleteContactImport, paramsOf(made));
  const gone = world.admin(getContactImport, paramsOf(made));
  await expect(gone).rejects.toMatchObject({ problem: { code: 'request.not_found' } });
});

test('an import records consents, and puts its people into a campaign', async () => {
  const campaign = await world.admin(createCampaign, { body: { name: 'From a file' } });
  const made = await begin('name,phone\nOne,+14155550157\nTwo,+14155550158\nNobody,\n');
  const consent = { scope: 'calls', strength: 'express', source: 'Fair in Berlin' } as const;
  await change(made, { campaign_id: campaign.id, consent });
  expect((await run(made)).result).toMatchObject({ created: 3, with_number: 2 });
  const query = { phone_number: '+14155550157' };
  expect((await world.admin(listConsents, { query })).items).toMatchObject([
    { scope: 'calls', source: 'Fair in Berlin' },
  ]);
  const { counts } = await world.admin(getCampaign, { params: { campaign_id: campaign.id } });
  expect(counts).toMatchObject({ total: 3, waiting: 2, skipped: 1 });
});

test('the file of an import is forgotten after its time; the contacts stay', async () => {
  const made = await begin('name,phone\nKept,+14155550159\n');
  await run(made);
  await world.app.ctx.db.systemPool.query("update contact_imports set forgets_at = '2026-11-01'");
  const sweeps = world.app.features.flatMap((feature) => feature.sweeps ?? []);
  await sweeps.find(({ name }) => name === 'imports.forget')?.run();
  expect(await progress(made)).toMatchObject({ state: 'done', can_undo: false });
  expect(await people({ search: '0159' })).toHaveLength(1);
});
