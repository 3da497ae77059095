const quarterMs = 900_000;

/**
 * Writes times as ISO 8601 with the offset of a zone; throws a RangeError for a zone that does not exist. Offsets change at
 * quarters of an hour only, so that each quarter is looked up once.
 */
export function isoIn(timeZone: string): (at: Date) => string {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  const offsets = new Map<number, string>();
  const offsetAt = (at: Date): string => {
    const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value;
    return /[+-]\d\d:\d\d/.exec(name ?? '')?.[0] ?? '+00:00';
  };
  return (at) => {
    const quarter = Math.floor(at.getTime() / quarterMs);
    const offset = offsets.get(quarter) ?? offsetAt(at);
    offsets.set(quarter, offset);
    return new Date(at.getTime() + minutesOf(offset) * 60_000).toISOString().replace('Z', offset);
  };
}

function minutesOf(offset: string): number {
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number);
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
