import { Readable } from 'node:stream';
import { formatId, type Id } from '@offhook/kit';
import { note } from '#features/audit';
import type { Actor } from '#runtime/actor';
import { csvOf } from '#runtime/csv';
import type { Context } from '../../../context.ts';
import type { ProspectRow } from '../prospect.ts';
import { pageOfProspects } from '../store/prospect-pages.ts';
import { mustFind } from './campaigns.ts';
import type { ProspectQuery } from './prospects.ts';

const rowsAtOnce = 1000;
const header = [
  ...['prospect', 'contact', 'phone', 'state', 'attempts', 'outcome', 'reason', 'reason_code', 'next_at'],
  ...['variant', 'zones', 'last_call', 'updated_at'],
];

/** Page by page, so that a slow reader keeps no transaction open. */
export async function exportProspects(
  ctx: Context,
  actor: Actor,
  campaignId: string,
  condition: ProspectQuery,
): Promise<Readable> {
  const { id } = await ctx.db.asTenant(actor.tenantId, async (tx) => {
    const campaign = await mustFind(tx, campaignId);
    await note(ctx, tx, actor, 'campaigns.exported', formatId('campaign', campaign.id), { ...condition });
    return campaign;
  });
  async function* lines() {
    yield header;
    for (let after: Id<'prospect'> | null | undefined; after !== null; ) {
      const behind = { after, limit: rowsAtOnce };
      const page = await ctx.db.asTenant(actor.tenantId, (tx) => pageOfProspects(tx, id, condition, behind));
      for (const prospect of page.rows) yield lineOf(prospect);
      after = page.next;
    }
  }
  return csvOf(Readable.from(lines()));
}

function lineOf(prospect: ProspectRow): string[] {
  const { id, contactName, phoneNumber, state, attempts, outcome, reason, nextAt, lastCallId } = prospect;
  const times = [state === 'waiting' ? nextAt.toISOString() : '', prospect.variant, prospect.zones.join(' ')];
  return [
    ...[formatId('prospect', id), contactName, phoneNumber, state, String(attempts), outcome, reason?.message],
    ...[reason?.code, ...times, lastCallId && formatId('call', lastCallId), prospect.updatedAt.toISOString()],
  ].map((cell) => cell ?? '');
}
