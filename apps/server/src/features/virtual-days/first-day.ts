import type { CampaignSettings } from '@offhook/contract';

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const farthestDays = 14;

/** The instant at which the next day with calling hours begins in the campaign's zone: tomorrow, or after its start. */
export function firstDayOf(settings: CampaignSettings, now: Date): Date {
  const starts = settings.starts_at === null ? now : new Date(settings.starts_at);
  const from = starts > now ? starts : tomorrow(settings.time_zone, now);
  const first = dateIn(settings.time_zone, from);
  for (let after = 0; after < farthestDays; after += 1) {
    const date = first.add({ days: after });
    if (hasHours(settings, date)) return startOf(date, settings.time_zone);
  }
  return startOf(first, settings.time_zone);
}

/** So many days later there, at midnight. */
export function daysLater(timeZone: string, begin: Date, days: number): Date {
  return startOf(dateIn(timeZone, begin).add({ days }), timeZone);
}

function hasHours({ window, dates }: CampaignSettings, date: Temporal.PlainDate): boolean {
  const own = dates.find((each) => each.date === date.toString());
  if (own) return own.spans.length > 0;
  return window.length === 0 || window.some(({ day }) => day === weekdays[date.dayOfWeek - 1]);
}

function tomorrow(timeZone: string, now: Date): Date {
  return startOf(dateIn(timeZone, now).add({ days: 1 }), timeZone);
}

function dateIn(timeZone: string, at: Date): Temporal.PlainDate {
  return at.toTemporalInstant().toZonedDateTimeISO(timeZone).toPlainDate();
}

function startOf(date: Temporal.PlainDate, timeZone: string): Date {
  return new Date(date.toZonedDateTime({ timeZone }).epochMilliseconds);
}
