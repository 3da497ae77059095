import { z } from 'zod';

/** From least to most; each may do all that the ones before it may. */
export const roles = ['viewer', 'agent', 'manager', 'admin'] as const;
export const Role = z.enum(roles).meta({ id: 'Role' });
export type Role = z.infer<typeof Role>;

/** What an API key may be allowed. */
export const scopes = [
  'audit.read',
  'calls.read',
  'calls.write',
  'campaigns.read',
  'campaigns.write',
  'compliance.read',
  'compliance.write',
  'contacts.read',
  'contacts.write',
  'flows.read',
  'flows.write',
  'numbers.read',
  'numbers.write',
  'people.read',
  'people.write',
  'simulator.write',
  'voicemail.read',
  'voicemail.write',
  'wallet.read',
  'wallet.write',
  'workspace.read',
  'workspace.write',
] as const;
export const Scope = z.enum(scopes).meta({ id: 'Scope' });
export type Scope = z.infer<typeof Scope>;

/** True when `role` is `least` or more. `roleIsAtLeast('viewer', 'agent')` is false. */
export function roleIsAtLeast(role: Role, least: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(least);
}
