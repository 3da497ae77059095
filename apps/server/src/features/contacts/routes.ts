import * as contract from '@offhook/contract';
import { type BoundRoute, on } from '#runtime/http/routes';
import type { Context } from '../../context.ts';
import { changeContact, createContact, deleteContact, getContact, listContacts } from './actions.ts';

export const contactRoutes = (ctx: Context): BoundRoute[] => [
  on(contract.listContacts, (actor, { query }) => listContacts(ctx, actor, query)),
  on(contract.createContact, (actor, { body }) => createContact(ctx, actor, body)),
  on(contract.getContact, (actor, { params }) => getContact(ctx, actor, params.contact_id)),
  on(contract.changeContact, (actor, { params, body }) => changeContact(ctx, actor, params.contact_id, body)),
  on(contract.deleteContact, async (actor, { params }) => {
    await deleteContact(ctx, actor, params.contact_id);
    return undefined;
  }),
];
