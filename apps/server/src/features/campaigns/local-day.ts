/** The date on a wall clock, `2026-11-02`; whose daily limit a call uses. */
export function dayIn(timeZone: string, at: Date): string {
  return at.toTemporalInstant().toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** The first instant of the next date there: in some zones on some days that is 01:00. */
export function nextDayIn(timeZone: string, at: Date): Date {
  const today = at.toTemporalInstant().toZonedDateTimeISO(timeZone).toPlainDate();
  return new Date(today.add({ days: 1 }).toZonedDateTime({ timeZone }).epochMilliseconds);
}
