import type { Campaign } from '@offhook/contract';
import type { CampaignMoment, Doing } from './moment.ts';

const dayMs = 86_400_000;

/**
 * A moment for people, on the clock of a zone: the weekday while that is clear, else the date.
 *
 * @example
 * momentIn('America/New_York', new Date('2026-11-03T14:00:00Z'), new Date('2026-11-03T11:00:00Z')); // 'Tue 09:00 EST'
 */
export function momentIn(timeZone: string, at: Date, now: Date): string {
  const isNear = Math.abs(at.getTime() - now.getTime()) < 6 * dayMs;
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { timeZone, ...options }).format(at);
  const day = isNear ? part({ weekday: 'short' }) : part({ weekday: 'short', day: 'numeric', month: 'short' });
  const time = part({ hour: '2-digit', minute: '2-digit' });
  // Only the American formatter knows EST and the like.
  const zone = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'short' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName');
  return `${day.replace(',', '')} ${time} ${zone?.value ?? timeZone}`;
}

/** `placeTime('America/Denver', at)` is "Mon 09:00 in Denver". */
export function placeTime(timeZone: string, at: Date): string {
  const options = { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit' } as const;
  const text = new Intl.DateTimeFormat('en-GB', options).format(at).replace(',', '');
  return `${text} in ${timeZone.slice(timeZone.lastIndexOf('/') + 1).replaceAll('_', ' ')}`;
}

/** `in 3 h`, `in 20 min`. */
export function inWords(fromMs: number, toMs: number): string {
  const minutes = Math.max(0, Math.round((toMs - fromMs) / 60_000));
  if (minutes < 1) return 'in a moment';
  if (minutes < 90) return `in ${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `in ${hours} h` : `in ${Math.round(hours / 24)} days`;
}

/** What the page says of a campaign, on the clock of its zone. */
export function scheduleSentence(
  moment: CampaignMoment,
  { calling, nextCallAt }: Doing,
  campaign: Pick<Campaign, 'paused_because'> & { timeZone: string },
): string {
  const { now, status, dailyLimit, usedToday, inFlight, concurrency } = moment;
  const next = (before: string, never: string) =>
    nextCallAt
      ? `${before} ${momentIn(campaign.timeZone, nextCallAt, now)}, ${inWords(now.getTime(), nextCallAt.getTime())}.`
      : never;
  switch (calling) {
    case 'not-running':
      return status === 'scheduled'
        ? next('Starts', 'Scheduled. Nobody can be called within a fortnight of the start.')
        : restingSentence(status, campaign.paused_because);
    case 'outside-hours':
      return `Outside hours. ${next('Next window', 'None opens within 14 days.')}`;
    case 'daily-limit':
      return `Today’s limit of ${dailyLimit} is reached. ${next('Calls go on', 'Nobody else waits.')}`;
    case 'nobody-due':
      return `Nobody is due now. ${next('Next call', 'Calls under way are going on to their end.')}`;
    case 'no-seat':
      return 'Nobody is ready to take calls. They go on as soon as somebody is.';
    default:
      return `Calling: ${inFlight} of ${concurrency} at once, ${Math.max(0, dailyLimit - usedToday)} left today.`;
  }
}

function restingSentence(status: CampaignMoment['status'], because: string | null): string {
  if (status === 'paused') return because ?? 'Paused.';
  if (status === 'draft') return 'Not started yet.';
  return status === 'completed' ? 'Completed.' : 'Archived.';
}
