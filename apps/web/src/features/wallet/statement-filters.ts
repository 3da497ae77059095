import { walletLineKinds } from '@offhook/contract';
import { daysBefore, startOfDay } from '../calls/zoned-days.ts';
import type { LineQuery } from './queries.ts';

/** What the address of the page says of the statement. */
export interface StatementFilters {
  kind?: string | undefined;
  from?: string | undefined;
  until?: string | undefined;
}

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

/** Days are those of the zone, both whole; what is no filter is left out. */
export function queryOf({ kind, from, until }: StatementFilters, timeZone: string): LineQuery {
  const known = walletLineKinds.find((each) => each === kind);
  return {
    ...(known && { kind: known }),
    ...(from && dayPattern.test(from) && { from: startOfDay(from, timeZone) }),
    ...(until && dayPattern.test(until) && { until: startOfDay(daysBefore(until, -1), timeZone) }),
  };
}
