// An own, slow reading of calling hours, which shares nothing with the gate: it asks Intl what the clocks on the walls show.

const formats = new Map<string, Intl.DateTimeFormat>();

interface Wall {
  date: string;
  weekday: string;
  time: string;
}

function wallOf(zone: string, at: number): Wall {
  const format = formats.get(zone) ?? makeFormat(zone);
  formats.set(zone, format);
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return {
    date: `${parts.year}-${parts.month}-${parts.day}`,
    weekday: `${parts.weekday}`.toLowerCase(),
    time: `${parts.hour}:${parts.minute}`,
  };
}

// With hour12: false midnight reads 24:00 on some machines; hourCycle says which of the two is meant.
function makeFormat(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ weekday: 'short', hour: '2-digit', minute: '2-digit' },
  });
}

type Spans = readonly (readonly [string, string])[];

export interface OracleRule {
  windows: Readonly<Record<string, Spans | undefined>> | null;
  holidays: readonly string[] | null;
}

export interface OracleCampaign {
  zone: string | null;
  weekly: readonly { day: string; from: string; to: string }[];
  dates: readonly { date: string; spans: readonly { from: string; to: string }[] }[];
}

export interface OracleCase {
  zones: readonly string[];
  rules: readonly OracleRule[];
  campaign: OracleCampaign | null;
}

/** Whether the clock on every wall shows a time at which every rule lets calls be made. */
export function wallsAllow({ zones, rules, campaign }: OracleCase, at: number): boolean {
  return (
    zones.every((zone) => rules.every((rule) => ruleAllows(rule, wallOf(zone, at)))) &&
    (campaign === null ||
      (campaign.zone === null ? zones : [campaign.zone]).every((zone) => campaignAllows(campaign, wallOf(zone, at))))
  );
}

// Clocks go back by an hour nearly everywhere; by half of one on Lord Howe, by two and three on stations in Antarctica.
const stepsBack = [30, 60, 120, 180].flatMap((minutes) => [minutes * 60_000, -minutes * 60_000]);

/** Whether the clock of one of these zones shows this very time twice. */
export function isShownTwice({ zones, campaign }: OracleCase, at: number): boolean {
  const all = campaign?.zone ? [...zones, campaign.zone] : zones;
  return all.some((zone) => stepsBack.some((step) => textOf(zone, at) === textOf(zone, at + step)));
}

function textOf(zone: string, at: number): string {
  const { date, time } = wallOf(zone, at);
  return `${date} ${time}`;
}

function ruleAllows({ windows, holidays }: OracleRule, wall: Wall): boolean {
  if (windows === null) return true;
  let spans = windows[wall.weekday] ?? [];
  if (windows.eve && holidays?.includes(dayAfter(wall.date))) spans = windows.eve;
  if (windows.holiday && holidays?.includes(wall.date)) spans = windows.holiday;
  return spans.some(([from, to]) => wall.time >= from && wall.time < to);
}

function campaignAllows({ weekly, dates }: OracleCampaign, wall: Wall): boolean {
  const own = dates.find(({ date }) => date === wall.date);
  if (own) return own.spans.some(({ from, to }) => wall.time >= from && wall.time < to);
  return (
    weekly.length === 0 ||
    weekly.some(({ day, from, to }) => day === wall.weekday && wall.time >= from && wall.time < to)
  );
}

function dayAfter(date: string): string {
  return new Date(Date.parse(`${date}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
