import type { Contact } from '@offhook/contract';
import { sentenceOf } from '../../app/failures.ts';
import { looksLikeNumber, readNumber } from '../../app/phone.ts';

/** Whom to call, or why nobody; `several` when it only has to be said which of the contacts found. */
export type Meant = { number: string } | { contact: Contact } | { problem: string; several: boolean };

/** Reads a text as a number or, when it has letters, as the name of a contact that `find` finds. */
export async function whoIsMeant(
  text: string,
  country: string,
  find: (name: string) => Promise<readonly Contact[]>,
): Promise<Meant> {
  const name = text.trim();
  if (name === '') return { problem: 'Type a number, or choose a contact', several: false };
  if (!/\p{L}/u.test(name) || looksLikeNumber(name)) {
    const read = readNumber(name, country);
    return 'number' in read ? read : { ...read, several: false };
  }
  try {
    return chooseByName(name, await find(name));
  } catch (error) {
    return { problem: sentenceOf(error), several: false };
  }
}

function chooseByName(name: string, found: readonly Contact[]): Meant {
  const callable = found.filter(({ phone_number }) => phone_number);
  const called = callable.filter((contact) => contact.name.trim().toLowerCase() === name.toLowerCase());
  const [chosen, another] = called.length > 0 ? called : callable;
  if (!chosen)
    return { problem: 'No contact with a phone number has this name. Type a number, or another name', several: false };
  if (another)
    return { problem: 'Several contacts match. Choose one of them, or type more of the name', several: true };
  return { contact: chosen };
}
