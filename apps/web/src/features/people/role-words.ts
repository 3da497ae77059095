import type { Role } from '@offhook/contract';

/** What each role may do, for whoever has to choose one. */
export const roleWords: Record<Role, string> = {
  viewer: 'Viewer: sees everything, changes nothing',
  agent: 'Agent: calls, notes, contacts',
  manager: 'Manager: also deletes calls and recordings',
  admin: 'Admin: also people, settings and keys',
};
