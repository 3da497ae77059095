import { parentPort, workerData } from 'node:worker_threads';
import Holidays from 'date-holidays';
import type { HolidayAnswer, HolidayPlace } from './public-holidays.ts';
import { rowsOf } from './rows.ts';

// Whoever starts this thread gives it a place.
const place = workerData as HolidayPlace;
parentPort?.postMessage(answerOf(place));

function answerOf({ country, region, year }: HolidayPlace): HolidayAnswer {
  const all = new Holidays();
  const countries = Object.keys(all.getCountries());
  if (!countries.includes(country)) return { unknown: 'country', known: countries.toSorted() };
  // Some countries have no regions, and then there is no list at all.
  const regions = Object.keys(all.getStates(country) ?? {});
  const wanted = region?.toUpperCase();
  if (wanted !== undefined && !regions.includes(wanted)) return { unknown: 'region', known: regions.toSorted() };
  const holidays = wanted === undefined ? new Holidays(country) : new Holidays(country, wanted);
  return { holidays: rowsOf(holidays.getHolidays(year).filter(({ type }) => type === 'public')) };
}
