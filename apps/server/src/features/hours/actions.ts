import type { OpeningHours } from '@offhook/contract';
import { dayNameAt, hoursStateAt, nextChange } from '@offhook/flow';
import type { Calendar, Directory, HoursState } from '@offhook/flow/shapes';
import { formatId, parseId } from '@offhook/kit';
import { note } from '#features/audit';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { unlessTaken } from '#runtime/database/taken';
import { found, Refusal } from '#runtime/refusal';
import { mustBeTimeZone } from '#runtime/time-zone';
import type { Context } from '../../context.ts';
import * as store from './store.ts';
import type { Surroundings } from './surroundings.ts';
import { usesIn } from './uses.ts';

interface HoursFields {
  name: string;
  calendar: Calendar;
}

type HoursChange = { [Field in keyof HoursFields]?: HoursFields[Field] | undefined };

const nameTaken = (name: string) => new Refusal('hours.name_taken', { field: 'name', name });

export async function listHours(ctx: Context, actor: Actor): Promise<OpeningHours[]> {
  return (await ctx.db.asTenant(actor.tenantId, (tx) => store.listHours(tx))).map(hoursView);
}

export async function createHours(ctx: Context, actor: Actor, fields: HoursFields): Promise<OpeningHours> {
  mustBeTimeZone(fields.calendar.time_zone, 'calendar.time_zone');
  const now = ctx.clock.now();
  const row = { id: ctx.ids.next('hours'), ...fields, createdAt: now, updatedAt: now };
  await ctx.db.asTenant(actor.tenantId, async (tx) => {
    await unlessTaken('opening_hours_name', nameTaken(fields.name), store.insertHours(tx, actor.tenantId, row));
    await note(ctx, tx, actor, 'hours.created', formatId('hours', row.id), { name: row.name });
  });
  return hoursView(row);
}

export async function getHours(
  ctx: Context,
  actor: Actor,
  hoursId: string,
  around: Surroundings,
): Promise<OpeningHours & { used_by: string[] }> {
  const id = found(parseId('hours', hoursId));
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const row = found(await store.hoursById(tx, id));
    return { ...hoursView(row), used_by: await usesOf(tx, row, around) };
  });
}

export async function changeHours(
  ctx: Context,
  actor: Actor,
  hoursId: string,
  { base_updated_at: base, ...change }: HoursChange & { base_updated_at?: string | undefined },
): Promise<OpeningHours> {
  const id = found(parseId('hours', hoursId));
  if (change.calendar) mustBeTimeZone(change.calendar.time_zone, 'calendar.time_zone');
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const known = found(await store.lockHours(tx, id));
    if (base !== undefined && Date.parse(base) !== known.updatedAt.getTime())
      throw new Refusal('hours.changed_meanwhile');
    const row = {
      ...known,
      name: change.name ?? known.name,
      calendar: change.calendar ?? known.calendar,
      updatedAt: ctx.clock.now(),
    };
    await unlessTaken('opening_hours_name', nameTaken(row.name), store.updateHours(tx, row));
    await note(ctx, tx, actor, 'hours.changed', formatId('hours', id), { fields: Object.keys(change) });
    return hoursView(row);
  });
}

export async function deleteHours(ctx: Context, actor: Actor, hoursId: string, around: Surroundings): Promise<void> {
  const id = found(parseId('hours', hoursId));
  await ctx.db.asTenant(actor.tenantId, async (tx) => {
    const row = found(await store.lockHours(tx, id));
    const uses = await usesOf(tx, row, around);
    if (uses.length > 0) throw new Refusal('hours.in_use', { used_by: uses.join(', '), uses });
    await store.deleteHours(tx, id);
    await note(ctx, tx, actor, 'hours.deleted', formatId('hours', id), { name: row.name });
  });
}

interface HoursNow {
  state: HoursState;
  day_name: string | null;
  next_change_at: string | null;
  next_state: HoursState | null;
}

export async function hoursAt(
  ctx: Context,
  actor: Actor,
  hoursId: string,
  time: string | undefined,
): Promise<HoursNow> {
  const id = found(parseId('hours', hoursId));
  const { calendar } = found(await ctx.db.asTenant(actor.tenantId, (tx) => store.hoursById(tx, id)));
  const at = time === undefined ? ctx.clock.now() : new Date(time);
  const next = nextChange(calendar, at);
  return {
    state: hoursStateAt(calendar, at),
    day_name: dayNameAt(calendar, at),
    next_change_at: next?.at.toISOString() ?? null,
    next_state: next?.state ?? null,
  };
}

export async function hoursForDirectory(tx: Tx): Promise<Directory['hours']> {
  const rows = await store.listHours(tx);
  return Object.fromEntries(rows.map(({ id, name, calendar }) => [formatId('hours', id), { name, calendar }]));
}

async function usesOf(tx: Tx, { id }: store.HoursRow, around: Surroundings): Promise<string[]> {
  const used = { kind: 'hours', id: formatId('hours', id) } as const;
  return [...usesIn(await around.directory(tx), used), ...(await around.usesElsewhere(tx, used))];
}

export function hoursView(row: store.HoursRow): OpeningHours {
  return {
    id: formatId('hours', row.id),
    name: row.name,
    calendar: row.calendar,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}
