import type { Contact, changeContact, RouteRequest } from '@offhook/contract';
import { formatNumber } from '../../app/phone.ts';

export interface NumberDraft {
  key: number;
  number: string;
  label: string;
}

/** A contact as its form holds it; the default number is the one with the key `defaultKey`. */
export interface ContactDraft {
  name: string;
  first_name: string;
  last_name: string;
  company: string;
  title: string;
  email: string;
  time_zone: string;
  region: string;
  country: string;
  numbers: NumberDraft[];
  defaultKey: number;
}

const plainFields = ['first_name', 'last_name', 'company', 'title', 'email', 'time_zone', 'region', 'country'] as const;

/** What the form begins with; a new contact has room for one number. */
export function draftOf(contact: Contact | undefined, homeCountry: string): ContactDraft {
  const numbers = (contact?.numbers ?? []).map(({ number, label }, key) => ({
    ...{ key, label },
    number: formatNumber(number, homeCountry),
  }));
  const defaultAt = contact?.numbers.findIndex(({ is_default }) => is_default) ?? 0;
  const plain = Object.fromEntries(plainFields.map((field) => [field, contact?.[field] ?? '']));
  return {
    // fromEntries forgets the names that it was given.
    ...(plain as Record<(typeof plainFields)[number], string>),
    name: contact?.name ?? '',
    numbers: numbers.length > 0 ? numbers : [{ key: 0, number: '', label: 'main' }],
    defaultKey: Math.max(0, defaultAt),
  };
}

/**
 * What a form says that was not there before. What was left as it is is not sent: a country may come from the number, and
 * stated it would stay when the number changes.
 */
export function changesOf(draft: ContactDraft, before: ContactDraft): RouteRequest<typeof changeContact>['body'] {
  const changed = plainFields.filter((field) => draft[field].trim() !== before[field]);
  const plain = Object.fromEntries(changed.map((field) => [field, draft[field].trim() || null]));
  const isSameNumbers = JSON.stringify(numbersOf(draft)) === JSON.stringify(numbersOf(before));
  return {
    ...plain,
    ...(draft.name.trim() !== before.name && { name: draft.name.trim() }),
    ...(!isSameNumbers && { numbers: numbersOf(draft) }),
  };
}

/** Rows without a number are left out. */
export function numbersOf({ numbers, defaultKey }: ContactDraft) {
  const filled = numbers.filter(({ number }) => number.trim() !== '');
  return filled.map(({ key, number, label }) => ({
    number: number.trim(),
    label: label.trim() || 'other',
    is_default: key === defaultKey,
  }));
}

/** The key of the row that a refusal speaks of, such as `numbers.1.number`. */
export function numberWithProblem(draft: ContactDraft, field: string | undefined): number | undefined {
  const index = /^numbers\.(\d+)/.exec(field ?? '')?.[1];
  return index === undefined
    ? undefined
    : draft.numbers.filter(({ number }) => number.trim() !== '')[Number(index)]?.key;
}
