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

/**
 * The public holidays of a place in one year, in the words of that place. Each question has a thread of its own that ends
 * with it: loading the tables takes 100 ms of CPU and leaves 37 MB behind (measured 2026-11-21, Node 26.10,
 * date-holidays 3.37.0), and nobody asks more often than once a year.
 */
export function publicHolidays(place: HolidayPlace): Promise<HolidayAnswer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./holidays-worker.ts', import.meta.url), { workerData: place });
    worker.once('message', (answer: HolidayAnswer) => resolve(answer));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The thread for public holidays ended with code ${code}`)));
  });
}
