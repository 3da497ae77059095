import type { OpeningHours } from '@offhook/contract';
import type { Calendar } from '@offhook/flow/shapes';
import { formatId, parseId } from '@offhook/kit';
import { note } from '#features/audit';
import { type HolidayPlace, holidayRegions, publicHolidays, type Region } from '#providers/holidays';
import type { Actor } from '#runtime/actor';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../context.ts';
import { hoursView } from './actions.ts';
import { mostHolidays, newHolidays } from './holidays.ts';
import * as store from './store.ts';

export async function importHolidays(
  ctx: Context,
  actor: Actor,
  hoursId: string,
  place: HolidayPlace,
): Promise<OpeningHours & { added: number }> {
  const id = found(parseId('hours', hoursId));
  found(await ctx.db.asTenant(actor.tenantId, (tx) => store.hoursById(tx, id)));
  const holidays = await holidaysOf(place);
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const known = found(await store.lockHours(tx, id));
    const added = newHolidays(known.calendar, holidays);
    if (known.calendar.holidays.length + added.length > mostHolidays)
      throw new Refusal('request.invalid', { field: 'year', problem: `More than ${mostHolidays} holidays in all.` });
    const calendar = { ...known.calendar, holidays: [...known.calendar.holidays, ...added] };
    const row = { ...known, calendar, updatedAt: ctx.clock.now() };
    if (added.length === 0) return { ...hoursView(known), added: 0 };
    await store.updateHours(tx, row);
    await note(ctx, tx, actor, 'hours.holidays_imported', formatId('hours', id), { ...place, added: added.length });
    return { ...hoursView(row), added: added.length };
  });
}

/** For whoever is about to import: a workspace has no part in it. */
export async function listHolidayRegions(country: string): Promise<Region[]> {
  const { regions } = await holidayRegions(country);
  if (!regions) throw new Refusal('request.invalid', { field: 'country', problem: unknownCountry });
  return regions;
}

const unknownCountry = 'No public holidays are known of this country.';

async function holidaysOf(place: HolidayPlace): Promise<Calendar['holidays']> {
  const answer = await publicHolidays(place);
  if (answer.holidays) return answer.holidays;
  const { unknown, known } = answer;
  const regions =
    known.length > 0 ? `Not known. There are ${known.join(', ')}.` : 'This country has no regions; leave it out.';
  throw new Refusal('request.invalid', { field: unknown, problem: unknown === 'country' ? unknownCountry : regions });
}
