/**
 * The clock where somebody is: `09:12 in Denver`. With several plausible zones the span that their clocks show: `between
 * 08:12 and 09:12`. Empty when nothing is known.
 */
export function localTime(zones: readonly string[], nowMs: number): string {
  const clocks = zones.map((zone) => ({ zone, ...wallClock(zone, nowMs) })).sort((a, b) => a.order - b.order);
  const [first, last] = [clocks[0], clocks.at(-1)];
  if (!first || !last) return '';
  if (first.order === last.order) {
    return zones.length === 1 ? `${first.time} in ${placeName(first.zone)}` : `${first.time} there`;
  }
  const isOneDay = first.day === last.day;
  const words = ({ time, day }: typeof first) => (isOneDay ? time : `${day} ${time}`);
  return `between ${words(first)} and ${words(last)}`;
}

/** `America/Argentina/Buenos_Aires` as `Buenos Aires`. */
export function placeName(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

function wallClock(timeZone: string, nowMs: number): { time: string; day: string; order: number } {
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, weekday: 'short', year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  });
  const parts = Object.fromEntries(format.formatToParts(nowMs).map(({ type, value }) => [type, value]));
  const { year, month, day, hour, minute, weekday = '' } = parts;
  const order = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute));
  return { time: `${hour}:${minute}`, day: weekday, order };
}
