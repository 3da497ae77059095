/** What date and clock show in a zone, for a field: `wallIn('Europe/Rome', …)` is `2026-11-21T09:30`. */
export function wallIn(timeZone: string, atMs: number): string {
  return new Date(atMs + offsetMs(timeZone, atMs)).toISOString().slice(0, 16);
}

/** The moment at which they show it; undefined for what is no date. */
export function momentOf(wall: string, timeZone: string): number | undefined {
  const wallMs = Date.parse(`${wall}Z`);
  if (Number.isNaN(wallMs)) return undefined;
  // The offset is asked for twice because it may change between the first guess and the true moment.
  return wallMs - offsetMs(timeZone, wallMs - offsetMs(timeZone, wallMs));
}

function offsetMs(timeZone: string, atMs: number): number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  const name = format.formatToParts(atMs).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours = '0', minutes = '0'] = /([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  const size = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return sign === '-' ? -size : size;
}
