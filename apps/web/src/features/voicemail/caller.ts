import { formatNumber } from '../../app/phone.ts';
import type { Message } from './queries.ts';

/** Who left a message: the contact, else the number, else that it was withheld. */
export function callerOf({ contact, from_number }: Message, country: string): string {
  return contact?.name ?? (canCallBack(from_number) ? formatNumber(from_number, country) : 'Number withheld');
}

/** Carriers send words such as `anonymous` in place of a number that was withheld. */
export function canCallBack(number: string): boolean {
  return /^\+\d{6,15}$/.test(number);
}
