import type { GroupMember, Person } from '@offhook/contract';

export function keyOf(member: GroupMember): string {
  return 'number' in member ? member.number : member.person_id;
}

/** The list with one entry moved up (-1) or down (1); over the ends nothing moves. */
export function moved<Entry>(entries: readonly Entry[], index: number, by: -1 | 1): Entry[] {
  const entry = entries[index];
  const place = index + by;
  if (entry === undefined || place < 0 || place >= entries.length) return [...entries];
  return entries.toSpliced(index, 1).toSpliced(place, 0, entry);
}

/** What a member is called, and what keeps it from ringing. */
export function memberWords(
  member: GroupMember,
  people: readonly Pick<Person, 'id' | 'name' | 'phone_number'>[],
  format: (number: string) => string,
): { name: string; aside: string; isSilent: boolean } {
  if ('number' in member) return { name: format(member.number), aside: 'Number', isSilent: false };
  const person = people.find(({ id }) => id === member.person_id);
  if (!person) return { name: 'Somebody who has left', aside: 'Rings nowhere', isSilent: true };
  if (!person.phone_number) return { name: person.name, aside: 'No phone yet: rings nowhere', isSilent: true };
  return { name: person.name, aside: format(person.phone_number), isSilent: false };
}
