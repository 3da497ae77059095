import {
  activateCampaign,
  addSuppressions,
  type CampaignSettings,
  type Client,
  changeWorkspace,
  createCampaign,
  topUpWallet,
} from '@offhook/contract';
import { formatMicros, type Id, parseId } from '@offhook/kit';
import { sql } from 'kysely';
import { addMembership, createPerson } from '#features/people';
import type { Tx } from '#runtime/database/database';
import { found } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import type { Copied } from '../job.ts';
import { writeRows } from '../store/rows.ts';

/** As far as the world has to be known to be filled. */
export interface FilledWorld {
  ctx: Context;
  tenantId: Id<'workspace'>;
  admin: Client;
}

/** Builds the copied workspace in an empty one and starts its campaign; answers the campaign's id. */
export async function fillWorld(
  world: FilledWorld,
  copied: Copied,
  { seats, audioUrl }: { seats: number; audioUrl: string },
): Promise<string> {
  const { ctx, tenantId, admin } = world;
  await admin(changeWorkspace, { body: copied.workspace });
  const drops = await ctx.db.asTenant(tenantId, (tx) => writeTables(tx, tenantId, copied));
  const settings = withOwnSounds(copied.campaign.settings, drops, audioUrl);
  const { id } = await admin(createCampaign, { body: { name: copied.campaign.name, settings } });
  const campaign_id = found(parseId('campaign', id));
  await ctx.db.asTenant(tenantId, async (tx) => {
    const inCampaign = (rows: Copied['classes']) => rows.map((row) => ({ ...row, campaign_id }));
    await writeRows(tx, tenantId, { name: 'campaign_classes', rows: inCampaign(copied.classes) });
    await writeRows(tx, tenantId, { name: 'prospects', rows: inCampaign(copied.prospects) });
  });
  for (let at = 0; at < copied.suppressed.length; at += mostAtOnce) {
    await admin(addSuppressions, { body: { phone_numbers: copied.suppressed.slice(at, at + mostAtOnce) } });
  }
  if (copied.walletMicros) await admin(topUpWallet, { body: { amount: formatMicros(copied.walletMicros) } });
  if (settings.mode !== 'automatic') await makeSeats(world, seats);
  await admin(activateCampaign, { params: { campaign_id: id }, body: { confirm_pacing: true } });
  return id;
}

const mostAtOnce = 1000;

/** Answers the drops that are there. */
async function writeTables(tx: Tx, tenantId: Id<'workspace'>, { tables }: Copied): Promise<ReadonlySet<unknown>> {
  const connection = await tx.selectFrom('carrier_connections').select('id').executeTakeFirstOrThrow();
  for (const { name, rows } of tables) {
    // A flow and its live version name each other.
    if (name === 'flows')
      await writeRows(tx, tenantId, { name, rows: rows.map((row) => ({ ...row, live_version_id: null })) });
    else if (name === 'phone_numbers') {
      await writeRows(tx, tenantId, { name, rows: rows.map((row) => ({ ...row, connection_id: connection.id })) });
    } else await writeRows(tx, tenantId, { name, rows });
  }
  await sql`
    update flows f set live_version_id = v.id from flow_versions v
    where f.tenant_id = current_tenant() and v.tenant_id = f.tenant_id and v.flow_id = f.id`.execute(tx);
  return new Set(tables.find(({ name }) => name === 'voicemail_drops')?.rows.map(({ id }) => id));
}

function withOwnSounds(settings: CampaignSettings, drops: ReadonlySet<unknown>, audioUrl: string): CampaignSettings {
  const { voicemail_drop_id: drop } = settings;
  return {
    ...settings,
    variants: settings.variants.map((each) => (each.audio_url === undefined ? each : { ...each, audio_url: audioUrl })),
    voicemail_drop_id: drop !== null && drops.has(parseId('drop', drop)) ? drop : null,
  };
}

const seatNumber = (index: number) => `+1415555${String(2000 + index)}`;

async function makeSeats({ ctx, tenantId }: FilledWorld, count: number): Promise<void> {
  const at = ctx.clock.now();
  await ctx.db.asSystem(async (tx) => {
    for (let index = 0; index < count; index += 1) {
      const id = ctx.ids.next('person');
      const person = { id, email: `seat-${index}@example.com`, name: `Seat ${index + 1}`, passwordHash: null, at };
      await createPerson(tx, person);
      await addMembership(tx, { tenantId, personId: id, role: 'agent', at });
      await tx
        .updateTable('memberships')
        .set({ phone_number: seatNumber(index) })
        .where('person_id', '=', id)
        .execute();
      await tx
        .insertInto('seats')
        .values({ tenant_id: tenantId, person_id: id, state: 'ready', since: at, wrap_up_seconds: 15 })
        .execute();
      await tx.insertInto('seat_presence').values({ tenant_id: tenantId, person_id: id, heard_at: at }).execute();
    }
  });
}

/** The people in seats are there all day long, and come back whatever sent them away. */
export async function keepSeats({ ctx, tenantId }: FilledWorld): Promise<void> {
  const now = ctx.clock.now();
  await ctx.db.asSystem(async (tx) => {
    await tx.updateTable('seat_presence').set({ heard_at: now }).where('tenant_id', '=', tenantId).execute();
    await tx
      .updateTable('seats')
      .set({ state: 'ready', reason: null, since: now })
      .where('tenant_id', '=', tenantId)
      .where('state', '=', 'away')
      .execute();
  });
}
