import { type CostLine, isFinal, type Placement, type TimelineEntry, type WebhookExchange } from '@offhook/contract';
import type { CarrierEvent } from '#providers/carrier';
import { type CallFacts, eventKey, next, noFacts } from './call.ts';
import { type Settlement, settled } from './placement.ts';
import { readStoredReport } from './stored-report.ts';
import { timelineSentence } from './timeline.ts';

/** What a story tells of a call: everything that was not fixed when it was placed. */
export interface Told extends CallFacts {
  sid: string | null;
  placement: Placement;
}

export const nothingTold: Told = { ...noFacts, sid: null, placement: 'intended' };

/** An entry of the history, as stored. */
export interface Entry {
  id: string;
  key: string;
  kind: string;
  at: Date;
  /** When it was written down. */
  writtenAt: Date;
  details: Readonly<Record<string, unknown>>;
}

/** A request of the carrier, and what it says. */
export interface Heard {
  exchange: WebhookExchange;
  sid: string | null;
  report: CarrierEvent | undefined;
}

type Line = Omit<TimelineEntry, 'changes'> & { orderMs: number };

/** All that happened with a call, each entry with what it follows from and what it changed. */
export function story(entries: readonly Entry[], heard: readonly Heard[], costs: readonly CostLine[]): TimelineEntry[] {
  const causes = causesOf(entries, heard);
  const lines: Line[] = [
    ...heard.map(webhookLine),
    ...entries.map((entry) => entryLine(entry, causes)),
    ...costs.map((cost, index) => costLine(cost, index, causes)),
  ].toSorted((one, other) => one.orderMs - other.orderMs || rank[one.kind] - rank[other.kind]);
  let told = nothingTold;
  return lines.map(({ orderMs, ...line }) => {
    const after = retold(told, line);
    const changes = changesOf(told, after);
    told = after;
    return { ...line, changes };
  });
}

/** The call after one more entry of its story. From all of them it is what it is, whatever else is stored. */
export function retold(told: Told, entry: Pick<TimelineEntry, 'kind' | 'name' | 'at' | 'report' | 'details'>): Told {
  if (entry.kind === 'placement') return withPlacement(told, entry);
  if (!entry.report) return told;
  // Of a second call for the same attempt, or of one that was given up.
  if (told.placement === 'refused' || told.placement === 'not-placed') return told;
  const sid = typeof entry.details.sid === 'string' ? entry.details.sid : null;
  if (told.sid !== null && sid !== told.sid) return told;
  return next({ ...told, sid, placement: 'placed' }, readStoredReport(entry.report));
}

function withPlacement(told: Told, { name, at, details }: Pick<TimelineEntry, 'name' | 'at' | 'details'>): Told {
  if (name === 'intended') return told;
  if (name === 'arrived') return { ...told, ...arrived(new Date(at), details) };
  // The settlement itself was written down.
  return settled(told, details as Settlement, new Date(at));
}

// Where our answer begins with a sentence the carrier answers an inbound call to say it.
function arrived(at: Date, { sid, answered }: TimelineEntry['details']): Partial<Told> {
  const known = typeof sid === 'string' ? sid : null;
  const status = answered === false ? 'ringing' : 'in-progress';
  return { sid: known, placement: 'placed', status, ringingAt: at, answeredAt: answered === false ? null : at };
}

// What is asked for comes before what it says, and that before what follows from it.
const rank: Record<TimelineEntry['kind'], number> = {
  webhook: 0,
  placement: 1,
  report: 2,
  recording: 2,
  reconciler: 3,
  action: 4,
  cost: 5,
};

const kinds: Record<string, TimelineEntry['kind']> = {
  intended: 'placement',
  arrived: 'placement',
  placed: 'placement',
  unknown: 'placement',
  refused: 'placement',
  'not-placed': 'placement',
  looked: 'reconciler',
  found: 'reconciler',
  twin: 'reconciler',
  recording: 'recording',
};

function kindOf({ kind, details }: Entry): TimelineEntry['kind'] {
  return kinds[kind] ?? (details.report ? 'report' : 'action');
}

function entryLine(entry: Entry, causes: ReadonlyMap<string, string>): Line {
  const { report, ...details } = entry.details;
  return {
    id: entry.id,
    at: entry.at.toISOString(),
    orderMs: entry.writtenAt.getTime(),
    kind: kindOf(entry),
    name: entry.kind,
    sentence: timelineSentence(entry.kind, entry.details),
    cause: causes.get(entry.key) ?? null,
    report: isRecord(report) ? report : null,
    webhook: null,
    details,
  };
}

function webhookLine({ exchange, sid, report }: Heard): Line {
  const { kind, copy, response_status } = exchange;
  const copied = copy ? ' It repeats an earlier one and had no effect of its own.' : '';
  return {
    id: exchange.id,
    at: exchange.at,
    orderMs: Date.parse(exchange.at),
    kind: 'webhook',
    name: kind,
    sentence: `The carrier sent a request (${kind}) and was answered ${response_status}.${copied}`,
    cause: null,
    // What the first of several said stands in the history; a copy may know more. As JSON, like those of the history.
    report: report && copy ? JSON.parse(JSON.stringify(report)) : null,
    webhook: exchange,
    details: { sid },
  };
}

function costLine(cost: CostLine, index: number, causes: ReadonlyMap<string, string>): Line {
  return {
    id: `cost_${index}`,
    at: cost.at,
    orderMs: Date.parse(cost.at),
    kind: 'cost',
    name: cost.what,
    sentence: `${cost.what}: ${cost.amount} ${cost.currency} (${cost.basis}, ${cost.source}).`,
    cause: causes.get('cost') ?? null,
    report: null,
    webhook: null,
    details: { ...cost },
  };
}

/** By the key of each entry the id of the one that it follows from. */
function causesOf(entries: readonly Entry[], heard: readonly Heard[]): Map<string, string> {
  const causes = new Map<string, string>();
  for (const { exchange, report } of heard) {
    if (report && !exchange.copy) causes.set(eventKey(report), exchange.id);
  }
  const idOf = (fits: (entry: Entry) => boolean) => entries.find(fits)?.id;
  const set = (keys: readonly string[], id: string | undefined) => {
    for (const key of id ? keys : []) causes.set(key, id ?? '');
  };
  const intended = idOf(({ kind }) => kind === 'intended');
  set(['placement:placed', 'placement:unknown', 'placement:refused', 'placement:not-placed'], intended);
  const verdict = idOf(({ kind }) => kind === 'machine-verdict');
  set(['drop-ordered', 'nothing-left'], verdict);
  const ended = idOf(({ key }) => finalKeys.has(key));
  set(['retried', 'retry-refused', 'cost'], ended);
  return causes;
}

const finals = ['completed', 'busy', 'failed', 'no-answer', 'canceled'] as const;
const finalKeys: ReadonlySet<string> = new Set(finals.filter(isFinal).map((status) => `progress:${status}`));

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function changesOf(before: Told, after: Told): TimelineEntry['changes'] {
  const [from, to] = [factsOf(before), factsOf(after)];
  const changed = Object.keys(to).filter((fact) => JSON.stringify(from[fact]) !== JSON.stringify(to[fact]));
  return Object.fromEntries(changed.map((fact) => [fact, { from: from[fact], to: to[fact] }]));
}

/** The facts by the names that the API has for them. */
export function factsOf(told: Told): Record<string, unknown> {
  const time = (at: Date | null) => at?.toISOString() ?? null;
  return {
    status: told.status,
    placement: told.placement,
    call_sid: told.sid,
    answered_by: told.answeredBy,
    ringing_at: time(told.ringingAt),
    answered_at: time(told.answeredAt),
    ended_at: time(told.endedAt),
    duration_seconds: told.durationSeconds,
    error: told.errorCode === null ? null : { code: told.errorCode, message: told.errorMessage ?? '' },
    drop_beep_at: time(told.dropBeepAt),
    drop_started_at: time(told.dropStartedAt),
    drop_finished_at: time(told.dropFinishedAt),
    legs: told.legs,
  };
}
