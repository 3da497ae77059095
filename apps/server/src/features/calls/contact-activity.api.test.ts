import {
  changeCall,
  createContact,
  deleteCall,
  deleteContact,
  listCalls,
  listContactActivity,
  placeCall,
} from '@offhook/contract';
import { parseId } from '@offhook/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCall } from '../../../test/make-call.ts';
import { makeWorld, ourNumber, type World } from '../../../test/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const activity = (contact_id: string, query: object = {}) =>
  world.admin(listContactActivity, { params: { contact_id }, query });
const contactNamed = (name: string, phone_number: string) =>
  world.admin(createContact, { body: { name, phone_number } });

test('a call stands in the activity with its state, duration, disposition, recording and note', async () => {
  const contact = await contactNamed('Ada', '+14155550142');
  const call = await world.admin(placeCall, { body: { contact_id: contact.id, from: ourNumber, record: true } });
  expect((await activity(contact.id)).items).toMatchObject([{ id: call.id, call: { has_recording: false } }]);
  await world.passes(120);
  await world.admin(changeCall, { params: { call_id: call.id }, body: { disposition: 'Sale' } });
  const { items, next_cursor } = await activity(contact.id);
  expect(next_cursor).toBeNull();
  expect(items).toMatchObject([
    {
      id: call.id,
      kind: 'call',
      text: expect.stringMatching(/^\[Outbound Call\] Initiated from/),
      call: {
        ...{ id: call.id, direction: 'outbound', status: 'completed', number: '+14155550142' },
        ...{ duration_seconds: expect.any(Number), disposition: 'Sale', has_recording: true },
      },
    },
  ]);
  const recorded = await world.admin(listCalls, { query: { has_recording: 'true' } });
  expect(recorded.items.map(({ id }) => id)).toEqual([call.id]);
});

test('the note of a call outlives it', async () => {
  const contact = await contactNamed('Bea', '+14155550143');
  const call = await world.admin(placeCall, { body: { contact_id: contact.id, from: ourNumber } });
  await world.passes(120);
  await world.admin(deleteCall, { params: { call_id: call.id } });
  const { items } = await activity(contact.id);
  expect(items).toMatchObject([{ kind: 'note', text: expect.stringContaining('[Outbound Call]'), call: null }]);
  const page = await activity(contact.id, { cursor: items[0]?.id });
  expect(page).toEqual({ items: [], next_cursor: null });
});

test('pages come newest first, none twice and none left out', async () => {
  const contact = await contactNamed('Cleo', '+14155550144');
  const contactId = parseId('contact', contact.id) ?? null;
  const ids = [];
  for (let count = 0; count < 5; count += 1) ids.unshift(await makeCall(world, { contactId, direction: 'inbound' }));
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await activity(contact.id, { limit: 2, cursor });
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  expect(seen).toEqual(ids);
});

test('a contact that is none, or is deleted, and a cursor that is none are refused', async () => {
  const contact = await contactNamed('Dora', '+14155550145');
  const bad = activity(contact.id, { cursor: 'nonsense' });
  await expect(bad).rejects.toMatchObject({ problem: { status: 422, code: 'request.bad_cursor' } });
  await world.admin(deleteContact, { params: { contact_id: contact.id } });
  for (const id of [contact.id, 'nonsense']) {
    await expect(activity(id)).rejects.toMatchObject({ problem: { status: 404, code: 'request.not_found' } });
  }
});
