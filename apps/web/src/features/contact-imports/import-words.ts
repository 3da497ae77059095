import type { ContactImport, ImportSettings, ImportTarget } from '@offhook/contract';

type Settings = ImportSettings;

export const delimiterWords: Record<Settings['delimiter'], string> = {
  ',': 'Comma ,',
  ';': 'Semicolon ;',
  '\t': 'Tab',
  '|': 'Bar |',
};

export const encodingWords: Record<Settings['encoding'], string> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16, little-endian',
  'utf-16be': 'UTF-16, big-endian',
  'windows-1252': 'Windows, Western Europe (1252)',
  'windows-1250': 'Windows, Central Europe (1250)',
  'windows-1251': 'Windows, Cyrillic (1251)',
  'iso-8859-15': 'ISO 8859-15, Western Europe',
  macintosh: 'Macintosh, Western Europe',
  shift_jis: 'Shift JIS, Japanese',
  gb18030: 'GB 18030, Chinese',
};

export const targetWords: Record<ImportTarget, string> = {
  ignore: 'Leave out',
  name: 'Name',
  first_name: 'First name',
  last_name: 'Last name',
  phone: 'Phone number',
  email: 'E-mail',
  company: 'Company',
  title: 'Title',
  time_zone: 'Time zone',
  region: 'Region',
  country: 'Country',
  tags: 'Tags',
  note: 'Note',
  consent_date: 'Date of the consent',
  do_not_call: 'Do not call: yes or no',
  metadata: 'Keep under its own name',
};

export const sameByWords: Record<Settings['same_by'], string> = {
  number: 'They have the same phone number',
  email: 'They have the same e-mail',
  'number-or-email': 'They have the same phone number or e-mail',
  nothing: 'Never: every row becomes a new contact',
};

export const sameThenWords: Record<Settings['same_then'], { title: string; words: string }> = {
  skip: { title: 'Skip the row', words: 'Who is there already is left alone.' },
  update: { title: 'Update', words: 'Filled cells of the file win over what is there. Empty cells change nothing.' },
  merge: { title: 'Merge', words: 'Only what was empty is filled. Tags and numbers are added.' },
};

export const stateBadges = {
  draft: { label: 'Not finished', tone: 'neutral' },
  checking: { label: 'Checking', tone: 'ring' },
  checked: { label: 'Ready to run', tone: 'info' },
  running: { label: 'Running', tone: 'ring' },
  done: { label: 'Done', tone: 'live' },
  cancelled: { label: 'Cancelled', tone: 'warn' },
  undoing: { label: 'Undoing', tone: 'ring' },
  undone: { label: 'Undone', tone: 'neutral' },
  failed: { label: 'Failed', tone: 'danger' },
} as const satisfies Record<ContactImport['state'], { label: string; tone: string }>;

export const figure = (count: number) => count.toLocaleString('en-US');
export const rowsInWords = (count: number) => (count === 1 ? '1 row' : `${figure(count)} rows`);

/** `12 created, 3 updated, 1 skipped, 2 failed`. */
export function resultInWords({
  created,
  updated,
  skipped,
  failed,
}: Pick<NonNullable<ContactImport['result']>, 'created' | 'updated' | 'skipped' | 'failed'>): string {
  return `${figure(created)} created, ${figure(updated)} updated, ${figure(skipped)} skipped, ${figure(failed)} failed`;
}

type Checked = NonNullable<ContactImport['checked']>;

/** What starting would do with rows of which there is a contact, or an earlier row; undefined where there are none. */
export function sameInWords(
  { already_here, repeated }: Pick<Checked, 'already_here' | 'repeated'>,
  { same_then }: Pick<Settings, 'same_then'>,
): string | undefined {
  const become = { skip: 'skipped', update: 'updated', merge: 'merged' }[same_then];
  const parts = [
    already_here === 1 ? '1 of them is a contact already' : '',
    already_here > 1 ? `${figure(already_here)} of them are contacts already` : '',
    repeated > 0 ? `${figure(repeated)} ${repeated === 1 ? 'repeats' : 'repeat'} an earlier row` : '',
  ].filter(Boolean);
  return parts.length === 0 ? undefined : `${parts.join(', ')}: ${become}.`;
}
