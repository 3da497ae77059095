import type { Call } from '@offhook/contract';
import { useState } from 'react';
import { serverNowMs, useNow } from '../../app/clock.ts';
import { type LiveRow, nextRows } from './live-rows.ts';

/** The rows of the live table; `still` holds them in place, `showWaiting` lets the collected ones in all the same. */
export function useLiveRows(calls: readonly Call[], still: boolean) {
  const [before, setRows] = useState<readonly LiveRow[]>([]);
  // Drawn anew every second, so that ended calls leave.
  useNow(1000);
  const { rows, waiting } = nextRows(before, calls, serverNowMs(), still);
  // While it renders and not in an effect: at twenty events a second that halves the work.
  if (rows !== before) setRows(rows);
  const showWaiting = () => setRows(nextRows(rows, calls, serverNowMs(), false).rows);
  return { rows, waiting, showWaiting };
}
