import { Refusal } from './refusal.ts';

/** Refuses what names no time zone. The list of Intl has one spelling of each zone; its formatter knows them all. */
export function mustBeTimeZone(name: string, field = 'time_zone'): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    if (!/^[+-]/.test(name)) return;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  throw new Refusal('request.invalid', {
    field,
    problem: 'No such time zone. Use a name such as Europe/Rome.',
  });
}
