import type { Id } from '@offhook/kit';
import { sql } from 'kysely';
import type { Tx } from '#runtime/database/database';

/** Where phones may be: prospects of one class are opened and closed by the same clocks. */
export interface ClassPlaces {
  key: string;
  zones: readonly string[];
  jurisdictions: readonly string[];
}

/** Until the transaction ends nobody else adds prospects or classes to this campaign. */
export async function lockAdding(tx: Tx, campaignId: Id<'campaign'>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`prospects ${campaignId}`}, 0))`.execute(tx);
}

/** The number of each class by its key; those that are new are made. Callers hold `lockAdding`. */
export async function classNumbers(
  tx: Tx,
  { tenantId, campaignId }: { tenantId: Id<'workspace'>; campaignId: Id<'campaign'> },
  wanted: readonly ClassPlaces[],
): Promise<ReadonlyMap<string, number>> {
  const known = await tx
    .selectFrom('campaign_classes')
    .select(['key', 'class'])
    .where('campaign_id', '=', campaignId)
    .execute();
  const numbers = new Map(known.map((each) => [each.key, each.class]));
  let next = known.reduce((most, each) => Math.max(most, each.class), 0) + 1;
  const rows = wanted
    .filter(({ key }) => !numbers.has(key))
    .map(({ key, zones, jurisdictions }) => {
      numbers.set(key, next);
      const places = { zones: [...zones], jurisdictions: [...jurisdictions] };
      return { tenant_id: tenantId, campaign_id: campaignId, class: next++, key, ...places };
    });
  if (rows.length > 0) await tx.insertInto('campaign_classes').values(rows).execute();
  return numbers;
}

export interface DueClass {
  class: number;
  zones: string[];
  jurisdictions: string[];
  /** When its next prospect is due, be it open then or not. */
  nextAt: Date;
}

/** The classes in which somebody waits. */
export async function waitingClasses(tx: Tx, campaignId: Id<'campaign'>): Promise<DueClass[]> {
  const { rows } = await sql<DueClass>`
    select c.class, c.zones, c.jurisdictions, first.next_at as "nextAt"
    from campaign_classes c cross join lateral (
      select p.next_at from prospects p
      where p.tenant_id = c.tenant_id and p.campaign_id = c.campaign_id and p.class = c.class and p.state = 'waiting'
      order by p.next_at, p.id limit 1
    ) first
    where c.tenant_id = current_tenant() and c.campaign_id = ${campaignId}`.execute(tx);
  return rows;
}

/** The class in which most wait. */
export async function mainClass(tx: Tx, campaignId: Id<'campaign'>): Promise<DueClass | undefined> {
  const { rows } = await sql<DueClass>`
    select c.class, c.zones, c.jurisdictions, most.next_at as "nextAt" from (
      select class, min(next_at) as next_at from prospects
      where tenant_id = current_tenant() and campaign_id = ${campaignId} and state = 'waiting'
      group by class order by count(*) desc, class limit 1
    ) most
    join campaign_classes c on c.tenant_id = current_tenant() and c.campaign_id = ${campaignId} and c.class = most.class
  `.execute(tx);
  return rows[0];
}

/** How many wait in some classes and are due, counted up to a limit. */
export async function countDue(
  tx: Tx,
  campaignId: Id<'campaign'>,
  { classes, now, most }: { classes: readonly number[]; now: Date; most: number },
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (
      select from unnest(${classes}::int[]) as open (class) cross join lateral (
        select from prospects p
        where p.tenant_id = current_tenant() and p.campaign_id = ${campaignId} and p.class = open.class
          and p.state = 'waiting' and p.next_at <= ${now}
        limit ${most}
      ) p limit ${most}
    ) due`.execute(tx);
  return rows[0]?.n ?? 0;
}
