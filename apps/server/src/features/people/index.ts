import type { Context } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { peopleRoutes } from './routes.ts';

export { mustBelongOnlyHere } from './actions.ts';
export { passwordProblem } from './person.ts';
export type { Membership } from './store.ts';
export {
  addMembership,
  anybodyExists,
  createPerson,
  listPeople,
  membershipOf,
  membershipsOf,
  namesOfPeople,
  noteSeen,
  passwordHashOf,
  setPasswordHash,
} from './store.ts';

export const peopleFeature = (ctx: Context): Feature => ({ name: 'people', routes: peopleRoutes(ctx) });
