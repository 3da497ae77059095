import type { Call } from '@offhook/contract';
import { formatNumber } from '../../app/phone.ts';

/** The number at the other end. */
export function otherNumber(call: Call): string {
  return call.direction === 'outbound' ? call.to_number : call.from_number;
}

/** The number of the workspace that the call used. */
export function ownNumber(call: Call): string {
  return call.direction === 'outbound' ? call.from_number : call.to_number;
}

/** Who is at the other end: the contact's name, else the number. */
export function otherParty(call: Call, country: string): string {
  return call.contact?.name ?? formatNumber(otherNumber(call), country);
}
