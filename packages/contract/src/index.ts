import * as access from './access.ts';
import * as aliasRoutes from './aliases.ts';
import * as audit from './audit.ts';
import * as callRecordings from './call-recordings.ts';
import * as callWork from './call-work.ts';
import * as calls from './calls.ts';
import * as campaignProspects from './campaign-prospects.ts';
import * as campaignResults from './campaign-results.ts';
import * as campaigns from './campaigns.ts';
import * as compliance from './compliance.ts';
import * as consents from './consents.ts';
import * as contactImports from './contact-imports.ts';
import * as contacts from './contacts.ts';
import * as flowTries from './flow-tries.ts';
import * as flows from './flows.ts';
import * as forwarding from './forwarding.ts';
import * as groups from './groups.ts';
import * as hours from './hours.ts';
import * as numbers from './numbers.ts';
import * as people from './people.ts';
import * as prompts from './prompts.ts';
import type { Route } from './route.ts';
import * as scripts from './scripts.ts';
import * as seats from './seats.ts';
import * as simulator from './simulator.ts';
import * as suppressions from './suppressions.ts';
import * as system from './system.ts';
import * as virtualDays from './virtual-days.ts';
import * as voicemail from './voicemail.ts';
import * as voicemailBoxes from './voicemail-boxes.ts';
import * as voicemailDrops from './voicemail-drops.ts';
import * as voicemailGreetings from './voicemail-greetings.ts';
import * as wallet from './wallet.ts';
import * as workspaces from './workspaces.ts';

export * from './access.ts';
export * from './aliases.ts';
export * from './audit.ts';
export * from './call-recordings.ts';
export * from './call-shapes.ts';
export * from './call-state.ts';
export * from './call-work.ts';
export * from './calls.ts';
export * from './campaign-prospects.ts';
export * from './campaign-results.ts';
export * from './campaign-shapes.ts';
export * from './campaigns.ts';
export * from './client.ts';
export * from './compliance.ts';
export * from './consents.ts';
export * from './contact-import-shapes.ts';
export * from './contact-imports.ts';
export * from './contacts.ts';
export * from './documented-names.ts';
export * from './events.ts';
export * from './flow-tries.ts';
export * from './flows.ts';
export * from './forwarding.ts';
export * from './groups.ts';
export * from './hours.ts';
export * from './numbers.ts';
export * from './openapi.ts';
export * from './people.ts';
export * from './prompts.ts';
export * from './refusals.ts';
export * from './roles.ts';
export * from './route.ts';
export * from './scripts.ts';
export * from './seats.ts';
export * from './settings.ts';
export * from './shapes.ts';
export * from './simulator.ts';
export * from './suppressions.ts';
export * from './system.ts';
export * from './virtual-days.ts';
export * from './voicemail.ts';
export * from './voicemail-boxes.ts';
export * from './voicemail-drops.ts';
export * from './voicemail-greetings.ts';
export * from './wallet.ts';
export * from './workspaces.ts';

/** Every route of the API. */
export const routes: readonly Route[] = [
  access,
  people,
  workspaces,
  audit,
  compliance,
  consents,
  suppressions,
  contacts,
  contactImports,
  calls,
  callRecordings,
  callWork,
  campaigns,
  campaignProspects,
  campaignResults,
  virtualDays,
  scripts,
  seats,
  flows,
  flowTries,
  prompts,
  numbers,
  hours,
  groups,
  forwarding,
  voicemailDrops,
  voicemail,
  voicemailBoxes,
  voicemailGreetings,
  wallet,
  simulator,
  system,
  aliasRoutes,
].flatMap((area) => Object.values(area).filter(isRoute));

function isRoute(value: unknown): value is Route {
  return typeof value === 'object' && value !== null && 'path' in value && 'responses' in value;
}
