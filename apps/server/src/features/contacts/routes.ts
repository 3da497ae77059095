import * as contract from '@offhook/contract';
import { type BoundRoute, on } from '#runtime/http/routes';
import * as contacts from './actions/contacts.ts';
import { exportContacts } from './actions/export.ts';
import * as many from './actions/many.ts';
import { addNote, removeNote } from './actions/notes.ts';

export const contactRoutes = (ctx: contacts.ContactContext): BoundRoute[] => [
  on(contract.listContacts, (actor, { query }) => contacts.listContacts(ctx, actor, query)),
  on(contract.countContacts, (actor, { query }) => many.countContacts(ctx, actor, query)),
  on(contract.listContactTags, async (actor) => ({ items: await many.tagsOfContacts(ctx, actor) })),
  on(contract.exportContacts, async (actor, { query }, { reply }) => {
    const csv = await exportContacts(ctx, actor, query);
    const day = ctx.clock.now().toISOString().slice(0, 10);
    reply.header('content-disposition', `attachment; filename="contacts-${day}.csv"`);
    return reply.type('text/csv; charset=utf-8').send(csv);
  }),
  on(contract.createContact, (actor, { body }) => contacts.createContact(ctx, actor, body)),
  on(contract.tagContacts, (actor, { body }) => many.tagContacts(ctx, actor, body)),
  on(contract.deleteContacts, (actor, { body }) => many.deleteManyContacts(ctx, actor, body)),
  on(contract.getContact, (actor, { params }) => contacts.getContact(ctx, actor, params.contact_id)),
  on(contract.changeContact, (actor, { params, body }) => contacts.changeContact(ctx, actor, params.contact_id, body)),
  on(contract.deleteContact, async (actor, { params }) => {
    await contacts.deleteContact(ctx, actor, params.contact_id);
    return undefined;
  }),
  on(contract.addContactNote, (actor, { params, body }) => addNote(ctx, actor, params.contact_id, body.text)),
  on(contract.deleteContactNote, async (actor, { params }) => {
    await removeNote(ctx, actor, params);
    return undefined;
  }),
];
