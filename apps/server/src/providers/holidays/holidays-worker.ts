import { parentPort, workerData } from 'node:worker_threads';
import Holidays from 'date-holidays';
import type { HolidayAnswer, HolidayPlace, HolidayQuestion, RegionsAnswer } from './public-holidays.ts';
import { rowsOf } from './rows.ts';

// Whoever starts this thread gives it a question.
const question = workerData as HolidayQuestion;
parentPort?.postMessage('regionsOf' in question ? regionsOf(question.regionsOf) : holidaysOf(question.holidaysOf));

function regionsOf(country: string): RegionsAnswer {
  const all = new Holidays();
  if (!Object.hasOwn(all.getCountries(), country)) return { unknown: 'country' };
  const regions = Object.entries<string>(all.getStates(country) ?? {}).map(([code, name]) => ({ code, name }));
  return { regions: regions.toSorted((a, b) => a.name.localeCompare(b.name)) };
}

function holidaysOf({ country, region, year }: HolidayPlace): HolidayAnswer {
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
