import type { Context } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import type { ContactPowers } from './powers.ts';
import { contactRoutes } from './routes.ts';

export { noteCall } from './actions/notes.ts';
export { readFilter as readContactFilter } from './actions/read-filter.ts';
export {
  type ContactRow,
  changed,
  digitsOfSearch,
  nameOfParts,
  newContact,
} from './contact.ts';
export type { ContactPowers } from './powers.ts';
export { insertNotes } from './store/notes.ts';
export {
  contactById,
  contactByNumber,
  contactsByIds,
  contactsOfKeys,
  listContacts,
  lockContacts,
} from './store/reading.ts';
export { type ContactToCall, contactsToCall } from './store/to-call.ts';
export { deleteContacts, deleteSampleContacts, insertContacts, saveContacts } from './store/writing.ts';

export const contactsFeature = (ctx: Context, powers: ContactPowers): Feature => ({
  name: 'contacts',
  routes: contactRoutes({ ...ctx, ...powers }),
});
