import { useElapsedMs } from '../session/box-clock.ts';
import { useSession } from '../session/session.ts';

const clockTime = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });
const fullTime = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long' });

/** Hours, minutes and seconds where the reader is; the day and the zone on hover. */
export function Time({ at }: { at: string }) {
  const moment = Date.parse(at);
  return (
    <time class="number" dateTime={at} title={fullTime.format(moment)}>
      {clockTime.format(moment)}
    </time>
  );
}

/** Counts on while something lasts. */
export function Elapsed({ since }: { since: string }) {
  const { live } = useSession();
  return (
    <span role="timer" class="number">
      {minutes(useElapsedMs(live.clock, since))}
    </span>
  );
}

/** `minutes(75_000)` is '01:15'. */
export function minutes(durationMs: number): string {
  const seconds = Math.floor(durationMs / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}
