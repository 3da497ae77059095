import type { Suppression } from '@offhook/contract';
import { formatId, type Id, type PhoneNumber, parseId, phoneKindOf } from '@offhook/kit';
import { note } from '#features/audit';
import { workspaceOf } from '#features/workspaces';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { cursorAfter, readCursor } from '#runtime/page';
import { readPhone } from '#runtime/phone';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { consentsTakenBack } from '../store/consents.ts';
import { listById } from '../store/lists.ts';
import { numberHasher } from '../store/number-hash.ts';
import * as store from '../store/suppressions.ts';
import { zonesOf } from '../zones.ts';
import { listFor, suppress } from './suppress.ts';

export async function listSuppressions(
  ctx: Context,
  actor: Actor,
  query: { list_id?: string | undefined; search?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: Suppression[]; next_cursor: string | null }> {
  const after = readCursor('suppression', query.cursor);
  const listId = query.list_id === undefined ? undefined : found(parseId('list', query.list_id));
  const digits = query.search?.replace(/\D/g, '') ?? '';
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    if (digits.length > 4)
      return { items: await entriesOfSearch(ctx, tx, actor, query.search ?? '', listId), next_cursor: null };
    if (query.search && digits.length < 2) return { items: [], next_cursor: null };
    const asked = { listId, endsIn: digits || undefined, after };
    const rows = await store.shownEntries(tx, actor.tenantId, asked, query.limit + 1);
    return cursorAfter('suppression', rows.map(presentEntry), query.limit);
  });
}

/** A whole number is found on every list, imported ones too. */
async function entriesOfSearch(
  ctx: Context,
  tx: Tx,
  actor: Actor,
  search: string,
  listId: Id<'list'> | undefined,
): Promise<Suppression[]> {
  const { country } = await workspaceOf(tx, actor.tenantId);
  const phone = readPhone(search, country);
  if ('problem' in phone) return [];
  const rows = await store.entriesOf(tx, actor.tenantId, [numberHasher(ctx.keys, actor.tenantId)(phone.number)]);
  return rows.filter(({ list }) => listId === undefined || list.id === listId).map(presentEntry);
}

interface Added {
  added: number;
  known: number;
  unreadable: { text: string; problem: string }[];
}

export async function addSuppressions(
  ctx: Context,
  actor: Actor,
  wish: { phone_numbers: string[]; list_id?: string | undefined; reason?: string | undefined },
): Promise<Added> {
  const listId = wish.list_id === undefined ? undefined : found(parseId('list', wish.list_id));
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const { country } = await workspaceOf(tx, actor.tenantId);
    const read = wish.phone_numbers.map((text) => ({ text, phone: readPhone(text, country) }));
    const numbers = read.flatMap(({ phone }) => ('number' in phone ? phone.number : []));
    const list = listId ? found(await listById(tx, actor.tenantId, listId)) : await listFor(ctx, tx, actor.tenantId);
    const source = actor.kind === 'key' ? 'api' : numbers.length > 1 ? 'paste' : 'person';
    const added = await suppress(ctx, tx, actor, { numbers, source, reason: wish.reason, list });
    const unreadable = read.flatMap(({ text, phone }) =>
      'problem' in phone ? { text: text.slice(0, 40), problem: phone.problem } : [],
    );
    return { added, known: numbers.length - added, unreadable };
  });
}

export async function checkSuppression(
  ctx: Context,
  actor: Actor,
  phoneNumber: string,
): Promise<{ suppressed: boolean; entries: Suppression[] }> {
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const number = await readNumber(tx, actor, phoneNumber);
    const hash = numberHasher(ctx.keys, actor.tenantId)(number);
    const entries = await store.entriesOf(tx, actor.tenantId, [hash]);
    return { suppressed: entries.length > 0, entries: entries.map(presentEntry) };
  });
}

export async function removeSuppression(
  ctx: Context,
  actor: Actor,
  wish: {
    phone_number?: string | undefined;
    suppression_id?: string | undefined;
    list_id?: string | undefined;
    reason: string;
  },
): Promise<{ removed: number }> {
  const listId = wish.list_id === undefined ? undefined : found(parseId('list', wish.list_id));
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const { hash, list } = await entryMeant(ctx, tx, actor, wish);
    const gone = await store.deleteEntries(tx, actor.tenantId, hash, list ?? listId);
    if (gone.length === 0) throw new Refusal('request.not_found');
    for (const { listId: from, lastDigits } of gone) {
      const details = { last_digits: lastDigits, reason: wish.reason };
      await note(ctx, tx, actor, 'suppressions.removed', formatId('list', from), details);
    }
    return { removed: gone.length };
  });
}

async function entryMeant(
  ctx: Context,
  tx: Tx,
  actor: Actor,
  wish: { phone_number?: string | undefined; suppression_id?: string | undefined },
): Promise<{ hash: Buffer; list?: Id<'list'> }> {
  if (wish.suppression_id !== undefined) {
    const id = found(parseId('suppression', wish.suppression_id));
    const entry = found(await store.entryById(tx, actor.tenantId, id));
    return { hash: entry.hash, list: entry.listId };
  }
  if (wish.phone_number === undefined) {
    throw new Refusal('request.invalid', { field: 'phone_number', problem: 'send it, or a suppression_id' });
  }
  return { hash: numberHasher(ctx.keys, actor.tenantId)(await readNumber(tx, actor, wish.phone_number)) };
}

export async function readNumber(tx: Tx, actor: Actor, text: string, field = 'phone_number'): Promise<PhoneNumber> {
  const { country } = await workspaceOf(tx, actor.tenantId);
  const phone = readPhone(text, country);
  if ('problem' in phone) throw new Refusal('calls.number_impossible', { field, problem: phone.problem });
  if (phoneKindOf(phone.number).country === undefined && zonesOf(phone.number).zones.length === 0) {
    const problem = `Read as ${phone.number}, which belongs to no country. Write it with + and the country code.`;
    throw new Refusal('calls.number_impossible', { field, problem });
  }
  return phone.number;
}

/**
 * Of some numbers those that must not be called: they stand on a list that holds here, or took back their consent to calls.
 * Lists of campaigns hold for their own calls only.
 */
export async function suppressedAmong(
  ctx: Context,
  tx: Tx,
  tenantId: Id<'workspace'>,
  numbers: readonly string[],
  campaignId?: Id<'campaign'>,
): Promise<ReadonlySet<string>> {
  const hashOf = numberHasher(ctx.keys, tenantId);
  const hashes = new Map([...new Set(numbers)].map((number) => [number, hashOf(number)]));
  const rows = await store.entriesOf(tx, tenantId, [...hashes.values()]);
  const holding = rows.filter(({ list }) => list.kind !== 'campaign' || list.campaignId === campaignId);
  const listed = new Set(holding.map(({ hash }) => hash.toString('hex')));
  const onList = [...hashes].flatMap(([number, hash]) => (listed.has(hash.toString('hex')) ? [number] : []));
  return new Set([...onList, ...(await consentsTakenBack(tx, tenantId, [...hashes.keys()]))]);
}

function presentEntry(row: store.EntryRow): Suppression {
  const { list } = row;
  // An imported entry has no id of its own: the number itself is what it goes by.
  const id = row.id ? formatId('suppression', row.id) : `imported ${formatId('list', list.id)}`;
  return {
    id,
    list: { id: formatId('list', list.id), name: list.name, kind: list.kind },
    last_digits: row.lastDigits,
    source: row.source,
    reason: row.reason,
    by: row.by ?? '',
    at: row.at.toISOString(),
  };
}
