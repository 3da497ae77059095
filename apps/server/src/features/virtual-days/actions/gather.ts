import type { CampaignSettings } from '@offhook/contract';
import { type Id, phoneKindOf } from '@offhook/kit';
import { sql } from 'kysely';
import type { campaignById } from '#features/campaigns';
import { suppressedAmong, zonesOf } from '#features/compliance';
import { settingOf } from '#features/settings';
import { walletOf } from '#features/wallet';
import { workspaceOf } from '#features/workspaces';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';
import type { Copied, Row } from '../job.ts';
import { standInsFor } from '../stand-in-numbers.ts';
import { readRows, readWaiting } from '../store/rows.ts';

type Campaign = NonNullable<Awaited<ReturnType<typeof campaignById>>>;
type Key = { tenantId: Id<'workspace'>; campaignId: Id<'campaign'> };

/** What decides about calls and is the same for all of them. */
const wholeTables = [
  ...['settings', 'compliance_rules', 'frozen_areas', 'dial_limits', 'opening_hours', 'wallet_prices'],
  ...['call_scripts', 'call_script_versions'],
];

/** Copies what a campaign is played with. The phones in it are nobody's, and no address or note of anybody is among it. */
export async function gather(
  ctx: Context,
  tx: Tx,
  campaign: Campaign,
  { seed, most, beginsAt }: { seed: number; most: number; beginsAt: Date },
): Promise<Copied> {
  const key = { tenantId: campaign.tenantId, campaignId: campaign.id };
  const drawn = await readWaiting(tx, campaign.id, { seed, most });
  const ids = drawn.flatMap(({ contact_id: id }) => (typeof id === 'string' ? [id] : []));
  const contacts = await readRows(tx, 'contacts', sql`t.id = any(${ids}::uuid[])`);
  const phones = contacts.flatMap(({ phone_number: phone }) => (typeof phone === 'string' ? [phone] : []));
  const standIns = standInsFor(phones, alike);
  const isPlayed = hasStandIn(contacts, standIns);
  const prospects = drawn.filter(({ contact_id: id }) => isPlayed.has(id));
  const { settings, notes } = settingsToPlay(campaign.settings, beginsAt);
  const leftOut = drawn.length - prospects.length;
  const workspace = await workspaceOf(tx, campaign.tenantId);
  return {
    workspace: {
      ...{ country: workspace.country, time_zone: workspace.timeZone },
      default_from_number: workspace.defaultFromNumber,
    },
    tables: [
      ...(await copiedTables(tx)),
      ...peopleTables(
        contacts.filter(({ id }) => isPlayed.has(id)),
        standIns,
      ),
      { name: 'consents', rows: await copiedConsents(tx, standIns, isPlayed) },
    ],
    campaign: { name: campaign.name, settings },
    classes: await readRows(tx, 'campaign_classes', sql`t.campaign_id = ${campaign.id}`),
    prospects: prospects.map((row) => ({ ...row, phone_number: null, last_call_id: null })),
    phones: [...standIns.values()],
    suppressed: await suppressedStandIns(ctx, tx, key, standIns),
    walletMicros: await spendable(tx, campaign.tenantId),
    notes: [
      ...notes,
      ...(leftOut > 0 ? [`${leftOut} prospects without a number that can be imitated are left out.`] : []),
    ],
  };
}

/** The zones and the law of a number, and what kind of telephone it is. */
function alike(number: string): string {
  const { country, kind } = phoneKindOf(number);
  return `${zonesOf(number).class}|${country}|${kind}`;
}

function hasStandIn(contacts: readonly Row[], standIns: ReadonlyMap<string, string>): ReadonlySet<unknown> {
  return new Set(contacts.filter(({ phone_number: phone }) => standIns.has(String(phone))).map(({ id }) => id));
}

async function copiedTables(tx: Tx): Promise<{ name: string; rows: Row[] }[]> {
  const tables = [];
  for (const name of wholeTables) tables.push({ name, rows: await readRows(tx, name) });
  const flows = await readRows(tx, 'flows', sql`t.live_version_id is not null and t.deleted_at is null`);
  const live = flows.map(({ live_version_id: id }) => id);
  const versions = await readRows(tx, 'flow_versions', sql`t.id = any(${live}::uuid[])`);
  const drops = await readRows(tx, 'voicemail_drops', sql`t.text is not null`);
  const numbers = await readRows(tx, 'phone_numbers', sql`t.released_at is null`);
  return [
    ...tables,
    { name: 'flows', rows: flows },
    { name: 'flow_versions', rows: versions },
    { name: 'voicemail_drops', rows: drops },
    { name: 'phone_numbers', rows: numbers.map((row) => ({ ...row, box_id: null, route: { kind: 'none' } })) },
  ];
}

function peopleTables(contacts: readonly Row[], standIns: ReadonlyMap<string, string>) {
  const people = contacts.map((row) => ({
    ...row,
    ...{ phone_number: standIns.get(String(row.phone_number)), email: null, import_id: null, import_revision: null },
  }));
  const numbers = people.map(({ phone_number: number = '', ...row }) => ({
    ...{ contact_id: 'id' in row ? row.id : null, number, label: 'main', position: 0 },
    reversed_digits: [...number.slice(1)].toReversed().join(''),
  }));
  return [
    { name: 'contacts', rows: people },
    { name: 'contact_numbers', rows: numbers },
  ];
}

async function copiedConsents(
  tx: Tx,
  standIns: ReadonlyMap<string, string>,
  isPlayed: ReadonlySet<unknown>,
): Promise<Row[]> {
  const rows = await readRows(tx, 'consents', sql`t.phone_number = any(${[...standIns.keys()]}::text[])`);
  return rows.map((row) => ({
    ...row,
    ...{ phone_number: standIns.get(String(row.phone_number)), proof_text: null, proof_url: null },
    contact_id: isPlayed.has(row.contact_id) ? row.contact_id : null,
  }));
}

async function suppressedStandIns(
  ctx: Context,
  tx: Tx,
  { tenantId, campaignId }: Key,
  standIns: ReadonlyMap<string, string>,
): Promise<string[]> {
  const suppressed = await suppressedAmong(ctx, tx, tenantId, [...standIns.keys()], campaignId);
  return [...suppressed].flatMap((number) => standIns.get(number) ?? []);
}

async function spendable(tx: Tx, tenantId: Id<'workspace'>): Promise<number | null> {
  if (!(await settingOf(tx, 'wallet_enabled'))) return null;
  const wallet = await walletOf(tx, tenantId);
  return wallet ? Math.max(0, wallet.balanceMicros + wallet.overdraftMicros - wallet.heldMicros) : 0;
}

/** The settings as they can be played: it begins on the virtual day, and no sound of ours leaves this server. */
function settingsToPlay(settings: CampaignSettings, beginsAt: Date): { settings: CampaignSettings; notes: string[] } {
  const notes = [
    'Earlier calls to these people do not count towards how often they may be called.',
    'Requests of flows to other systems are not sent: they fail.',
  ];
  const isOver = settings.ends_at !== null && new Date(settings.ends_at) <= beginsAt;
  if (settings.record) notes.push('Calls are not recorded.');
  if (settings.variants.some(({ audio_url: url }) => url !== undefined)) {
    notes.push('In place of your audio twenty seconds of sound are played.');
  }
  return {
    settings: { ...settings, record: false, starts_at: null, ends_at: isOver ? null : settings.ends_at },
    notes,
  };
}
