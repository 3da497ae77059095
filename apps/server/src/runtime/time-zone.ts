import { Refusal } from './refusal.ts';

/** The list of Intl has one spelling of each zone; its formatter knows them all. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return !/^[+-]/.test(name);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return false;
  }
}

/** Refuses what names no time zone. */
export function mustBeTimeZone(name: string, field = 'time_zone'): void {
  if (isTimeZone(name)) return;
  throw new Refusal('request.invalid', {
    field,
    problem: 'No such time zone. Use a name such as Europe/Rome.',
  });
}
