import type { OwnNumber } from '@offhook/contract';
import type { Directory } from '@offhook/flow/shapes';
import { formatId, formatMicros } from '@offhook/kit';
import { workspaceOf } from '#features/workspaces';
import type { Tx } from '#runtime/database/database';
import { found } from '#runtime/refusal';
import type { NumberRow } from '../number.ts';
import type { NumberPowers } from '../powers.ts';
import { routeSentence } from '../references.ts';
import { callsOf } from '../store.ts';

export async function presentOne(ctx: NumberPowers, tx: Tx, row: NumberRow): Promise<OwnNumber> {
  return found((await present(ctx, tx, [row]))[0]);
}

export async function present(ctx: NumberPowers, tx: Tx, rows: readonly NumberRow[]): Promise<OwnNumber[]> {
  const [first] = rows;
  if (!first) return [];
  const { defaultFromNumber } = await workspaceOf(tx, first.tenantId);
  const directory = await ctx.directory(tx);
  const calls = await callsOf(tx, ctx.clock.now());
  return rows.map((row) => ({
    ...numberView(row, directory),
    calls_30d: calls.counts.get(row.phoneNumber) ?? 0,
    calls_30d_is_exact: calls.isExact,
    is_default_from: row.phoneNumber === defaultFromNumber,
  }));
}

type Counted = 'calls_30d' | 'calls_30d_is_exact' | 'is_default_from';

function numberView(row: NumberRow, directory: Directory): Omit<OwnNumber, Counted> {
  const { route, urls, monthlyPriceMicros } = row;
  const boxId = row.boxId && formatId('box', row.boxId);
  return {
    id: formatId('number', row.id),
    phone_number: row.phoneNumber,
    label: row.label,
    description: row.description,
    country_code: row.countryCode,
    number_type: row.numberType,
    capabilities: row.capabilities,
    route,
    routes_to: routeSentence(route, directory),
    forwarding: row.forwarding,
    recording_policy: row.recordingPolicy,
    box_id: boxId,
    box_name: (boxId && directory.boxes[boxId]?.name) || null,
    health: row.health,
    health_checked_at: row.healthCheckedAt?.toISOString() ?? null,
    voice_url: urls.voice,
    voice_fallback_url: urls.fallback,
    status_callback_url: urls.status,
    monthly_price: monthlyPriceMicros === null ? null : formatMicros(monthlyPriceMicros),
    currency: row.currency,
    is_active: row.isActive,
    bought_at: row.boughtAt.toISOString(),
    friendly_name: row.label,
    twilio_sid: row.sid,
    ivr_flow_id: route.kind === 'flow' ? route.flow_id : null,
  };
}
