import { type Exchange, putRow } from '../exchange.ts';
import type { TableName, Tables } from '../tables.ts';
import type { RestRequest } from './operation.ts';
import { notFound, RestRefusal } from './refusals.ts';

/** The rows of an account, newest first. */
export function rowsOf<Name extends OwnedTable>({ exchange, account }: RestRequest, table: Name): Tables[Name][] {
  return [...exchange.world.tables[table].values()].filter((row) => row.accountSid === account.sid).reverse();
}

/** The row that the path names by `part`; refuses what is unknown or another account's. */
export function knownRow<Name extends OwnedTable>(
  { exchange, account, part, path }: RestRequest,
  table: Name,
  name = 'Sid',
): Tables[Name] {
  const row = exchange.world.tables[table].get(part(name));
  if (row?.accountSid !== account.sid) throw notFound(path);
  return row;
}

/** Every table whose rows belong to an account. */
export type OwnedTable = { [Name in TableName]: Tables[Name] extends { accountSid: string } ? Name : never }[TableName];

/** A friendly name of at most 64 characters (error 20002), or undefined when none was given. */
export function friendlyNameIn(form: URLSearchParams): string | undefined {
  const name = form.get('FriendlyName') || undefined;
  if (name !== undefined && name.length > 64) {
    throw new RestRefusal(400, 20002, `FriendlyName must not be longer than 64 characters: ${name}`);
  }
  return name;
}

export function timesNow(exchange: Exchange): { createdAtMs: number; updatedAtMs: number } {
  const nowMs = exchange.clock.nowMs();
  return { createdAtMs: nowMs, updatedAtMs: nowMs };
}

/** Puts a changed row in the place of the old one, and notes when. */
export function changeRow<Name extends TableName>(
  exchange: Exchange,
  table: Name,
  row: Tables[Name] & { sid: string },
): Tables[Name] {
  return putRow(exchange, table, { ...row, updatedAtMs: exchange.clock.nowMs() });
}
