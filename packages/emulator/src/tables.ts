import type { Account } from './accounts/account.ts';
import type { IncomingNumber } from './numbers/incoming-number.ts';

/** The resources that are plain rows: what was put last counts. */
export interface Tables {
  accounts: Account;
  numbers: IncomingNumber;
}

export type TableName = keyof Tables;

export type TableMaps = { [Name in TableName]: Map<string, Tables[Name]> };

export function makeTables(): TableMaps {
  return { accounts: new Map(), numbers: new Map() };
}
