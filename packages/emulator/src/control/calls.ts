import { type Call, type CallEvent, hasEnded } from '../call.ts';
import type { Exchange } from '../exchange.ts';
import { utc } from '../parameters.ts';
import { recordingsOf } from '../world.ts';
import { farEndJson } from './far-ends.ts';
import type {
  CallJson,
  CallSummaryJson,
  DocumentJson,
  RecordingJson,
  StepJson,
  WarningJson,
  WebhookJson,
} from './shapes.ts';
import { elementName, wordsFor } from './words.ts';

export type HistoryEntry = { atMs: number; event: CallEvent };
type EntryOf<Type extends CallEvent['type']> = { atMs: number; event: Extract<CallEvent, { type: Type }> };

/** The latest calls, newest first. */
export function latestCalls({ world }: Exchange, most: number): Call[] {
  return [...world.calls.values()]
    .filter(({ isDeleted }) => !isDeleted)
    .slice(-most)
    .reverse();
}

export function summaryJson(exchange: Exchange, call: Call): CallSummaryJson {
  const history = exchange.world.history.get(call.sid) ?? [];
  const farEnd = exchange.farEnds.get(call.sid);
  return {
    sid: call.sid,
    parent_sid: call.parentSid ?? null,
    from: call.from,
    to: call.to,
    direction: call.direction,
    status: call.status,
    answered_by: call.answeredBy ?? null,
    sip_code: call.sipCode ?? null,
    created_at: iso(call.createdAtMs),
    answered_at: isoOrNull(call.answeredAtMs),
    ended_at: isoOrNull(call.endedAtMs),
    verb: hasEnded(call) ? null : runningVerb(history),
    far_end: farEnd ? { persona: farEnd.personaName, state: farEnd.state, since: iso(farEnd.sinceMs) } : null,
    ...problemsIn(history),
  };
}

/** Everything about one call. */
export function callInFull(exchange: Exchange, call: Call): CallJson {
  const { world, farEnds } = exchange;
  const history = world.history.get(call.sid) ?? [];
  const farEnd = farEnds.get(call.sid);
  return {
    ...summaryJson(exchange, call),
    documents: documents(history),
    webhooks: of(history, 'asked').map(webhookJson),
    problems: warningsOf(call.sid, history),
    recordings: recordingsOf(world, call.sid).map(recordingJson),
    history: history.flatMap(({ atMs, event }) => {
      const words = wordsFor(event);
      return words === undefined ? [] : [{ at: iso(atMs), words }];
    }),
    children: childrenOf(exchange, call.sid),
    phone: farEnd ? farEndJson(exchange, farEnd) : null,
  };
}

function problemsIn(history: HistoryEntry[]): Pick<CallSummaryJson, 'warnings' | 'errors'> {
  const levels = of(history, 'warned').map(({ event }) => event.level);
  const errors = levels.filter((level) => level === 'error').length;
  return { warnings: levels.length - errors, errors };
}

export function warningsOf(callSid: string, history: HistoryEntry[]): WarningJson[] {
  return of(history, 'warned').map(({ atMs, event: { code, message, level = 'warning' } }) => ({
    ...{ at: iso(atMs), call_sid: callSid, code, message, level },
  }));
}

function of<Type extends CallEvent['type']>(history: HistoryEntry[], type: Type): EntryOf<Type>[] {
  return history.filter((entry): entry is EntryOf<Type> => entry.event.type === type);
}

// What stands inside a verb is part of it.
function runningVerb(history: HistoryEntry[]): string | null {
  const last = of(history, 'did').findLast(({ event }) => event.path.length === 1);
  return last ? elementName(last.event.verb) : null;
}

// A verb belongs to the document that came last before it.
function documents(history: HistoryEntry[]): DocumentJson[] {
  const found: DocumentJson[] = [];
  for (const { atMs, event } of history) {
    if (event.type === 'document') {
      const { twiml, url, method } = event;
      found.push({ at: iso(atMs), url: url ?? null, method: method ?? null, twiml, steps: [] });
    } else if (event.type === 'did') found.at(-1)?.steps.push(stepJson(atMs, event));
  }
  return found;
}

function stepJson(atMs: number, { verb, path, detail }: Extract<CallEvent, { type: 'did' }>): StepJson {
  return { at: iso(atMs), verb: elementName(verb), path, detail: detail ?? null };
}

function webhookJson({ atMs, event: { request, response, problem } }: EntryOf<'asked'>): WebhookJson {
  const { method, url, parameters, signature } = request;
  const askedAtMs = atMs - (response?.durationMs ?? 0);
  return {
    at: iso(askedAtMs),
    request: { method, url, parameters, signature },
    response: response
      ? {
          status: response.status,
          content_type: response.contentType,
          body: response.body,
          duration_ms: response.durationMs,
        }
      : null,
    error: problem ?? null,
  };
}

function recordingJson(recording: ReturnType<typeof recordingsOf>[number]): RecordingJson {
  return {
    sid: recording.sid,
    status: recording.status,
    source: recording.source,
    started_at: iso(recording.startedAtMs),
    duration_seconds: recording.durationSeconds ?? null,
    channels: recording.plan.channels,
    path: `/2010-04-01/Accounts/${recording.accountSid}/Recordings/${recording.sid}.wav`,
  };
}

function childrenOf({ world }: Exchange, parentSid: string): string[] {
  return [...world.calls.values()].filter((call) => call.parentSid === parentSid).map(({ sid }) => sid);
}

function iso(atMs: number): string {
  return utc(atMs).toISOString();
}

function isoOrNull(atMs: number | undefined): string | null {
  return atMs === undefined ? null : iso(atMs);
}
