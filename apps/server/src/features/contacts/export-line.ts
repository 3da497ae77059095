import type { ContactRow, NumberOfContact } from './contact.ts';

export interface ExportWish {
  suppressed: 'leave-out' | 'mark' | 'ignore';
  /** So many pairs of columns for numbers and labels. */
  numbers: number;
}

interface ShownNumbers {
  numbers: NumberOfContact[];
  mustNotBeCalled: boolean;
}

/** The numbers that an export shows of a contact, the default one first; undefined: the contact is left out. */
export function exportedNumbers(
  { numbers, phoneNumber }: ContactRow,
  silent: ReadonlySet<string>,
  { suppressed }: ExportWish,
): ShownNumbers | undefined {
  const inOrder = numbers.toSorted(
    (one, other) => Number(other.number === phoneNumber) - Number(one.number === phoneNumber),
  );
  const open = inOrder.filter(({ number }) => !silent.has(number));
  const mustNotBeCalled = open.length < inOrder.length;
  if (suppressed !== 'leave-out') return { numbers: inOrder, mustNotBeCalled };
  return open.length === 0 && mustNotBeCalled ? undefined : { numbers: open, mustNotBeCalled };
}

const before = ['name', 'first_name', 'last_name', 'company', 'title', 'email'];
const after = ['time_zone', 'region', 'country', 'tags'];
const markColumn = (suppressed: ExportWish['suppressed']) => (suppressed === 'mark' ? ['do_not_call'] : []);

/** The names are those that an import knows. */
export function exportHeader({ suppressed, numbers }: ExportWish): string[] {
  const pairs = Array.from({ length: Math.max(1, numbers) }, (_, index) => {
    const name = index === 0 ? 'phone' : `phone_${index + 1}`;
    return [name, `${name}_label`];
  });
  return [...before, ...pairs.flat(), ...after, ...markColumn(suppressed)];
}

export function exportLine(contact: ContactRow, shown: ShownNumbers, wish: ExportWish): string[] {
  const pairs = Array.from({ length: Math.max(1, wish.numbers) }, (_, index) => {
    const each = shown.numbers[index];
    return [each?.number, each?.label];
  });
  const { name, firstName, lastName, company, title, email, timeZone, region, country, tags } = contact;
  const cells = [name, firstName, lastName, company, title, email, ...pairs.flat(), timeZone, region, country];
  const mark = wish.suppressed === 'mark' ? [shown.mustNotBeCalled ? 'yes' : 'no'] : [];
  return [...cells.map((cell) => cell ?? ''), tags.join(', '), ...mark];
}
