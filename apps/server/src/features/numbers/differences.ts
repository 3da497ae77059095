import type { NumberDifference } from '@offhook/contract';
import type { CarrierNumber, NumberUrls } from '#providers/carrier';
import { healthOf, type NumberRow } from './number.ts';

/** The numbers of an account as the carrier has them, and as we do. */
export interface Held {
  listed: readonly CarrierNumber[];
  here: readonly NumberRow[];
  urls: NumberUrls;
}

/**
 * The rows that a listing can tell of: those that were here before the carrier was asked for it, and those that it names.
 * What was bought in between is in no listing yet, and not missing.
 */
export function comparable(
  rows: readonly NumberRow[],
  before: readonly Pick<NumberRow, 'id'>[],
  listed: readonly Pick<CarrierNumber, 'sid'>[],
): NumberRow[] {
  const known = new Set(before.map(({ id }) => id));
  const named = new Set(listed.map(({ sid }) => sid));
  return rows.filter(({ id, sid }) => known.has(id) || named.has(sid));
}

/** What is there and not here, what is here and not there, and what is here and whose calls go elsewhere. */
export function differences({ listed, here, urls }: Held): { items: NumberDifference[]; same: number } {
  // By the carrier's ids: a number that was given back and bought again is another one to it.
  const atCarrier = new Map(listed.map((number) => [number.sid, number]));
  const known = new Set(here.map(({ sid }) => sid));
  const ofOurs = here.map((row) => ({ row, health: healthOf(atCarrier.get(row.sid), urls) }));
  const items = [
    ...listed
      .filter(({ sid }) => !known.has(sid))
      .map((number) => difference('adopt', number.phoneNumber, number.friendlyName, number)),
    ...ofOurs
      .filter(({ health }) => health === 'missing_at_carrier')
      .map(({ row }) => difference('forget', row.phoneNumber, row.label, undefined)),
    ...ofOurs
      .filter(({ health }) => health === 'voice_url_elsewhere')
      .map(({ row }) => difference('point_here', row.phoneNumber, row.label, atCarrier.get(row.sid))),
  ];
  return { items, same: ofOurs.filter(({ health }) => health === 'ok').length };
}

function difference(
  change: NumberDifference['change'],
  phone_number: string,
  label: string,
  number: CarrierNumber | undefined,
): NumberDifference {
  return { phone_number, change, label, voice_url: number?.urls.voice ?? null };
}
