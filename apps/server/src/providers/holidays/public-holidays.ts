import { Worker } from 'node:worker_threads';
import type { DatedSpan } from './rows.ts';

export interface HolidayPlace {
  /** ISO 3166 alpha-2. */
  country: string;
  /** A state or region as the country writes it, such as BY in Germany. */
  region?: string | undefined;
  year: number;
}

export type HolidayAnswer =
  | { holidays: DatedSpan[]; unknown?: never }
  | { holidays?: never; unknown: 'country' | 'region'; known: string[] };

export interface Region {
  code: string;
  name: string;
}

export type RegionsAnswer = { regions: Region[]; unknown?: never } | { regions?: never; unknown: 'country' };

/** What the thread is given. */
export type HolidayQuestion = { holidaysOf: HolidayPlace } | { regionsOf: string };

/** The public holidays of a place in one year, in the words of that place. */
export function publicHolidays(place: HolidayPlace): Promise<HolidayAnswer> {
  return ask({ holidaysOf: place });
}

/** The regions of a country, by name; none where its holidays are the same everywhere. */
export function holidayRegions(country: string): Promise<RegionsAnswer> {
  return ask({ regionsOf: country });
}

/**
 * Each question has a thread of its own that ends with it: loading the tables takes 100 ms of CPU and leaves 37 MB behind
 * (measured 2026-11-21, Node 26.10, date-holidays 3.37.0), and an import is asked for about once a year.
 */
function ask<Answer>(question: HolidayQuestion): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./holidays-worker.ts', import.meta.url), { workerData: question });
    worker.once('message', (answer: Answer) => resolve(answer));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The thread for public holidays ended with code ${code}`)));
  });
}
