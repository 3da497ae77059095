import type { Id } from '@offhook/kit';
import { sql } from 'kysely';
import type { Tx } from '#runtime/database/database';
import type { Grant } from '../share-out.ts';

export interface WalletRow {
  tenantId: Id<'workspace'>;
  balanceMicros: number;
  heldMicros: number;
  currency: string;
  overdraftMicros: number;
  lowBalanceMicros: number;
  lowSince: Date | null;
}

const columns =
  sql.raw(`tenant_id as "tenantId", balance_micros as "balanceMicros", held_micros as "heldMicros", currency,
  overdraft_micros as "overdraftMicros", low_balance_micros as "lowBalanceMicros", low_since as "lowSince"`);

export async function walletOf(tx: Tx, tenantId: Id<'workspace'>): Promise<WalletRow | undefined> {
  const { rows } = await sql<WalletRow>`select ${columns} from wallets where tenant_id = ${tenantId}`.execute(tx);
  return rows[0];
}

/** Opens a wallet where there is none. */
export async function openWallet(tx: Tx, tenantId: Id<'workspace'>, at: Date): Promise<void> {
  await tx
    .insertInto('wallets')
    .values({ tenant_id: tenantId, created_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Locks wallets in the one order in which everybody does. Whatever changes money or holds begins with this. */
export async function lockWallets(
  tx: Tx,
  tenantIds: readonly Id<'workspace'>[],
): Promise<Map<Id<'workspace'>, WalletRow>> {
  const { rows } = await sql<WalletRow>`
    select ${columns} from wallets where tenant_id = any(${[...new Set(tenantIds)]}::uuid[])
    order by tenant_id for no key update`.execute(tx);
  return new Map(rows.map((wallet) => [wallet.tenantId, wallet]));
}

/** Sets money aside for calls, all or nothing: never more than the wallet has. The wallet is locked. */
export async function holdMoney(
  tx: Tx,
  tenantId: Id<'workspace'>,
  grants: readonly Grant<Id<'call'>>[],
  { now, spareSeconds }: { now: Date; spareSeconds: number },
): Promise<boolean> {
  const total = grants.reduce((sum, { micros }) => sum + micros, 0);
  const { numAffectedRows } = await sql`
    with paid as (
      update wallets set held_micros = held_micros + ${total}
      where tenant_id = ${tenantId} and balance_micros + overdraft_micros - held_micros >= ${total}
      returning tenant_id
    )
    insert into wallet_holds (tenant_id, call_id, micros, seconds, state, held_at, expires_at)
    select paid.tenant_id, u.call_id, u.micros, u.seconds, 'held', ${now}::timestamptz,
      ${now}::timestamptz + make_interval(secs => u.seconds + ${spareSeconds}::int)
    from paid cross join unnest(
      ${grants.map(({ key }) => key)}::uuid[], ${grants.map(({ micros }) => micros)}::bigint[],
      ${grants.map(({ timeLimitSeconds }) => timeLimitSeconds)}::int[]
    ) as u (call_id, micros, seconds)`.execute(tx);
  return Number(numAffectedRows ?? 0) === grants.length;
}

export async function setLimits(
  tx: Tx,
  { tenantId, lowBalanceMicros, overdraftMicros }: Pick<WalletRow, 'tenantId' | 'lowBalanceMicros' | 'overdraftMicros'>,
  at: Date,
): Promise<void> {
  await sql`
    update wallets set low_balance_micros = ${lowBalanceMicros}, overdraft_micros = ${overdraftMicros},
      low_since = case when balance_micros < ${lowBalanceMicros} then coalesce(low_since, ${at}) end
    where tenant_id = ${tenantId}`.execute(tx);
}
