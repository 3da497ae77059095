import { z } from 'zod';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** `09:00`; `24:00` is the end of a day. */
export const ClockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'Give a time such as 09:30.');
export const CalendarDate = z.iso.date();

const notReversed = ({ from, to }: { from?: string | undefined; to?: string | undefined }) =>
  from === undefined || to === undefined || from < to;
const reversed = { path: ['to'], message: 'The end must be after the beginning. Past midnight, use two rows.' };

/** A part of every week. */
export const WeeklySpan = z
  .strictObject({ day: z.enum(weekdays), from: ClockTime, to: ClockTime })
  .refine(notReversed, reversed);

/** A day, or a part of it, that is not like its weekday. Without times it is the whole day. */
export const DatedSpan = z
  .strictObject({
    date: CalendarDate,
    name: z.string().trim().min(1).max(80),
    from: ClockTime.optional(),
    to: ClockTime.optional(),
  })
  .refine((span) => (span.from === undefined) === (span.to === undefined), {
    path: ['to'],
    message: 'Give both times, or none for the whole day.',
  })
  .refine(notReversed, reversed);

const Zone = z.string().min(1).max(60).meta({ description: 'Such as Europe/Rome' });

/** When somebody is there. Times are of the wall clock in the zone. */
export const Calendar = z.strictObject({
  time_zone: Zone,
  weekly: z.array(WeeklySpan).max(70),
  /** Open although the week says otherwise, or only then on that date. */
  special: z.array(DatedSpan).max(500).default([]),
  holidays: z.array(DatedSpan).max(500).default([]),
});
export type Calendar = z.infer<typeof Calendar>;

export const hoursStates = ['open', 'closed', 'holiday'] as const;
export type HoursState = (typeof hoursStates)[number];

/** When a greeting plays by itself. */
export const GreetingSchedule = z.strictObject({
  time_zone: Zone,
  weekly: z.array(WeeklySpan).max(70).default([]),
  dates: z.array(DatedSpan).max(500).default([]),
});
export type GreetingSchedule = z.infer<typeof GreetingSchedule>;
