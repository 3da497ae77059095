import type { Context } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { contactRoutes } from './routes.ts';

export { noteCall } from './actions.ts';
export { digitsOfSearch, reversedDigits } from './contact.ts';
export { contactById, contactByNumber, contactsByIds, deleteSampleContacts, insertContact } from './store.ts';

export const contactsFeature = (ctx: Context): Feature => ({ name: 'contacts', routes: contactRoutes(ctx) });
