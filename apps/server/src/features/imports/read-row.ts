import { type ImportCellProblem, type ImportSettings, type ImportTarget, importLimits } from '@offhook/contract';
import { z } from 'zod';
import { countryOfText, isTimeZone, regionOfText } from './places.ts';
import { dayOfText, yesOrNo } from './plain-answers.ts';

/** How rows are read: the settings of an import, made ready once. */
export interface ReadingPlan {
  settings: ImportSettings;
  /** The names of the columns of the file. */
  columns: readonly string[];
  /** Nobody has agreed to anything later. */
  uploadedAt: Date;
  /** Reads a number as people of a country write it. */
  readPhone: (text: string, country: string) => { number: string } | { problem: string };
  /** What a cell says once an export's apostrophe is gone. */
  plainCell: (cell: string) => string;
}

/** A row as it is meant; empty cells are left out. */
export interface ReadRow {
  name?: string;
  firstName?: string;
  lastName?: string;
  company?: string;
  title?: string;
  email?: string;
  timeZone?: string;
  region?: string;
  country?: string;
  tags: string[];
  metadata: Record<string, string>;
  numbers: { column: number; number: string; label: string }[];
  note?: string;
  consentGivenAt?: Date;
  doNotCall?: boolean;
  problems: ImportCellProblem[];
}

const longest: Partial<Record<ImportTarget, number>> = {
  ...{ name: 200, first_name: 100, last_name: 100, company: 200, title: 200, email: 254 },
  ...{ note: 5000, metadata: 1000, tags: 1000 },
};
const tagLength = 60;
const email = z.email().max(254);

/** Reads one row; what is wrong stands in its problems, each with the column that it is in. */
export function readRow(cells: readonly string[], plan: ReadingPlan): ReadRow {
  const row: ReadRow = { tags: [], metadata: {}, numbers: [], problems: [] };
  const say = (column: number | null, problem: string) => row.problems.push({ column, problem });
  if (cells.slice(plan.columns.length).some((cell) => cell.trim() !== '')) {
    say(null, `There are more cells in this row than the ${plan.columns.length} columns of the file.`);
  }
  const { matches, default_country: home } = plan.settings;
  const stated = countryCell(cells, plan, say);
  const country = stated ?? home;
  for (const { column, target, label } of matches) {
    const text = target === 'ignore' ? '' : plan.plainCell((cells[column] ?? '').trim());
    if (text === '') continue;
    const problem = problemOf(text, target);
    if (problem) say(column, problem);
    else takeCell(row, { column, target, label, text, country, plan, say });
  }
  const { name, firstName, lastName, company, numbers, problems } = row;
  if (stated === undefined) delete row.country;
  if (problems.length === 0 && !(name || firstName || lastName || company || row.email || numbers.length > 0)) {
    say(null, 'There is no name, number or e-mail in this row.');
  }
  return row;
}

type Say = (column: number | null, problem: string) => void;

function countryCell(cells: readonly string[], { settings, plainCell }: ReadingPlan, say: Say): string | undefined {
  const match = settings.matches.find(({ target }) => target === 'country');
  const text = match && plainCell((cells[match.column] ?? '').trim());
  if (!match || !text) return undefined;
  const country = countryOfText(text);
  if (!country) say(match.column, 'There is no such country. Use its name or two letters such as US.');
  return country;
}

/** What no cell of a kind may be. */
function problemOf(text: string, target: ImportTarget): string | undefined {
  if (text.length > importLimits.cellCharacters) {
    return `Longer than ${importLimits.cellCharacters} characters. Is a quotation mark never closed?`;
  }
  if (text.includes('\u0000')) return 'Holds a character that no text has (NUL).';
  if (text.includes('\uFFFD')) return 'Holds letters that this encoding cannot read. Choose another encoding.';
  const most = longest[target];
  return most !== undefined && text.length > most ? `Longer than ${most} characters.` : undefined;
}

interface Cell {
  column: number;
  target: ImportTarget;
  label: string | undefined;
  text: string;
  country: string;
  plan: ReadingPlan;
  say: Say;
}

const plainTargets = {
  name: 'name',
  first_name: 'firstName',
  last_name: 'lastName',
  company: 'company',
  title: 'title',
  note: 'note',
} as const;

function takeCell(row: ReadRow, cell: Cell): void {
  const { column, target, text, country, plan, say } = cell;
  if (target === 'phone') takePhone(row, cell);
  else if (target === 'tags') takeTags(row, cell);
  else if (target === 'metadata') row.metadata[(plan.columns[column] ?? '').slice(0, 100)] = text;
  else if (target === 'email' && email.safeParse(text).success) row.email = text;
  else if (target === 'email') say(column, 'This is no e-mail address.');
  else if (target === 'time_zone' && isTimeZone(text)) row.timeZone = text;
  else if (target === 'time_zone') say(column, 'There is no such time zone. Use a name such as Europe/Rome.');
  else if (target === 'region') takeRegion(row, cell);
  else if (target === 'country') row.country = country;
  else if (target === 'consent_date') takeConsentDate(row, cell);
  else if (target === 'do_not_call') takeDoNotCall(row, cell);
  else if (target !== 'ignore') row[plainTargets[target]] = text;
}

function takeRegion(row: ReadRow, { column, text, country, say }: Cell): void {
  const region = regionOfText(text, country);
  if (region) row.region = region;
  else say(column, 'There is no such region. Use a code such as US-FL or FL.');
}

const dayMs = 86_400_000;

function takeConsentDate(row: ReadRow, { column, text, plan: { uploadedAt }, say }: Cell): void {
  const day = dayOfText(text);
  if (!day) say(column, 'This is no date. Write it as 2026-11-22.');
  // Where it is tomorrow already, it is still the day of the upload.
  else if (day.getTime() >= uploadedAt.getTime() + dayMs) say(column, 'This is after the upload of the file.');
  else row.consentGivenAt = day > uploadedAt ? uploadedAt : day;
}

function takeDoNotCall(row: ReadRow, { column, text, say }: Cell): void {
  const isYes = yesOrNo(text);
  if (isYes === undefined) say(column, 'Write yes or no.');
  else row.doNotCall = isYes;
}

function takePhone(row: ReadRow, { column, label, text, country, plan, say }: Cell): void {
  if (/^\d([.,]\d+)?e\+?\d+$/i.test(text)) {
    say(column, 'A spreadsheet has shortened this number. Format the column as text there and save it again.');
    return;
  }
  const read = plan.readPhone(text, country);
  if ('problem' in read) say(column, read.problem);
  else row.numbers.push({ column, number: read.number, label: label ?? 'main' });
}

function takeTags(row: ReadRow, { column, text, say }: Cell): void {
  const tags = text.split(/[,;|]/).map((tag) => tag.trim());
  if (tags.some((tag) => tag.length > tagLength)) say(column, `A tag has at most ${tagLength} characters.`);
  else row.tags.push(...tags.filter(Boolean));
}
