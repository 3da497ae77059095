import type { WalletLineKind } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import type { ColumnType, Generated } from 'kysely';

type Tenant = { tenant_id: Id<'workspace'> };
/** Set once, when the row is made. */
type Fixed<T> = ColumnType<T, T, never>;
/** int8 arrives as a number: no amount of ours passes 2^53. */
type BigInt8 = number;

/** The tables of the wallet as Kysely sees them. */
export interface WalletTables {
  wallets: Tenant & {
    balance_micros: Generated<BigInt8>;
    held_micros: Generated<BigInt8>;
    currency: Generated<string>;
    overdraft_micros: Generated<BigInt8>;
    low_balance_micros: Generated<BigInt8>;
    low_since: Generated<Date | null>;
    last_line: Generated<BigInt8>;
    created_at: Fixed<Date>;
  };
  wallet_lines: Tenant & {
    line: Fixed<BigInt8>;
    id: Fixed<Id<'ledger'>>;
    kind: Fixed<WalletLineKind>;
    micros: Fixed<BigInt8>;
    balance_after_micros: Fixed<BigInt8>;
    call_id: Fixed<Id<'call'> | null>;
    revision: Fixed<number>;
    by: Fixed<string>;
    note: Fixed<string>;
    at: Fixed<Date>;
  };
  wallet_holds: Tenant & {
    call_id: Fixed<Id<'call'>>;
    micros: Fixed<BigInt8>;
    seconds: Fixed<number>;
    state: 'held' | 'settled' | 'released';
    held_at: Fixed<Date>;
    expires_at: Fixed<Date>;
  };
  wallet_prices: Tenant & {
    id: Fixed<Id<'price'>>;
    direction: Fixed<'outbound' | 'inbound' | 'leg'>;
    prefix: Fixed<string>;
    minute_micros: Fixed<BigInt8 | null>;
    percent: Fixed<number | null>;
    increment_seconds: Fixed<number>;
    valid_from: Fixed<Date>;
    note: Fixed<string>;
    by: Fixed<string>;
    created_at: Fixed<Date>;
  };
  wallet_notices: Tenant & {
    low_since: Fixed<Date>;
    email: Fixed<string>;
    balance_micros: Fixed<BigInt8>;
    state: 'waiting' | 'sending' | 'sent' | 'failed' | 'no_server' | 'unknown';
    tries: Generated<number>;
    note: string | null;
    due_at: Date;
  };
}
