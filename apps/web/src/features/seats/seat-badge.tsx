import type { SeatState } from '@offhook/contract';
import { CircleCheck, CircleMinus, Hourglass, type LucideIcon, PhoneCall } from 'lucide-react';
import { clockDuration } from '../../app/formats.ts';
import { Badge } from '../../ui/badge.tsx';
import { type SeatShown, stateTones, stateWords } from './seat-words.ts';

export const stateIcons: Record<SeatState, LucideIcon> = {
  ready: CircleCheck,
  'on-call': PhoneCall,
  'wrap-up': Hourglass,
  away: CircleMinus,
};

/** The state in a word, and its time: of wrap-up what is left, of the others how long. */
export function SeatBadge({ shown: { state, seconds, secondsLeft } }: { shown: SeatShown }) {
  const Icon = stateIcons[state];
  const time = secondsLeft ?? seconds;
  return (
    <Badge tone={stateTones[state]}>
      <Icon size={14} aria-hidden /> {stateWords[state]}
      {time === undefined ? null : (
        <span className="tabular" role="timer">
          {clockDuration(time)}
          <span className="sr-only">{secondsLeft === undefined ? '' : ' left'}</span>
        </span>
      )}
    </Badge>
  );
}
