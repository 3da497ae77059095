import type { Tone } from '@offhook/contract';
import type { Calendar, HoursState } from '@offhook/flow/shapes';
import { useNow } from '../../app/clock.ts';
import { Badge } from '../../ui/badge.tsx';
import { hoursNow } from './hours-words.ts';

const tones: Readonly<Record<HoursState, Tone>> = { open: 'live', closed: 'neutral', holiday: 'hold' };

/** Whether it is open at this moment, and when that changes. */
export function HoursBadge({ calendar }: { calendar: Calendar }) {
  const { state, now, next } = hoursNow(calendar, useNow(20_000));
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-[13px] text-muted">
      <Badge tone={tones[state]} className="h-auto min-h-[22px] whitespace-normal">
        {now}
      </Badge>
      <span>{next}</span>
    </p>
  );
}
