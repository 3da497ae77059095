import type { Call } from '@offhook/contract';
import { useEffect, useState } from 'react';
import { clock } from '../../app/clock.ts';
import { type LiveRow, nextRows } from './live-rows.ts';

/** The rows of the live table; `still` holds them in place, `showWaiting` lets the collected ones in all the same. */
export function useLiveRows(calls: readonly Call[], still: boolean) {
  const [rows, setRows] = useState<readonly LiveRow[]>([]);
  useEffect(() => {
    const renew = () => setRows((before) => nextRows(before, calls, clock.nowMs(), still).rows);
    renew();
    const timer = setInterval(renew, 1000);
    return () => clearInterval(timer);
  }, [calls, still]);
  const { waiting } = nextRows(rows, calls, clock.nowMs(), still);
  const showWaiting = () => setRows((before) => nextRows(before, calls, clock.nowMs(), false).rows);
  return { rows, waiting, showWaiting };
}
