import { type Call, hasEnded } from './call.ts';
import { tellEnd, tellRecordingEnd } from './callbacks.ts';
import { completeConferences, tellOfCompletedConferences } from './conference/recovering.ts';
import { priceNow } from './ending.ts';
import { type Exchange, noteRecording, spawn } from './exchange.ts';
import { compactIfWorth, forget, forgetLater } from './forgetting.ts';
import { resumeTranscriptions } from './transcriptions/transcription.ts';
import { applyEntry, type Entry } from './world.ts';

/** Takes up the journal of earlier lives, and ends truthfully what was live. */
export function recover(exchange: Exchange): void {
  const entries = exchange.journal.takeEntries();
  for (const entry of entries) if (isWhole(exchange, entry)) applyEntry(exchange.world, entry);
  completeConferences(exchange);
  const heardAtMs = lastMoments(entries);
  for (const call of exchange.world.calls.values()) {
    if (!hasEnded(call)) endInterrupted(exchange, call, heardAtMs.get(call.sid) ?? call.updatedAtMs);
  }
  forgetTheOld(exchange);
  for (const recording of exchange.world.recordings.values()) {
    if (['in-progress', 'paused', 'processing'].includes(recording.status))
      noteRecording(exchange, recording.sid, { type: 'lost' });
  }
  compactIfWorth(exchange, entries);
}

// Whatever was noted of a call after it was forgotten has nothing left to belong to.
function isWhole({ world }: Exchange, entry: Entry): boolean {
  if (entry.kind === 'call') return entry.event.type === 'placed' || world.calls.has(entry.sid);
  if (entry.kind === 'recording') return entry.event.type === 'started' || world.recordings.has(entry.sid);
  return true;
}

// Whose end the application has yet to be told of is remembered a while longer.
function forgetTheOld(exchange: Exchange): void {
  const { settings, clock, world } = exchange;
  if (settings.forgetAfterMs === Number.POSITIVE_INFINITY) return;
  const nowMs = clock.nowMs();
  const old = new Set<string>();
  const younger: { sid: string; endedAtMs: number }[] = [];
  for (const { sid, isTold, endedAtMs = nowMs } of world.calls.values()) {
    if (isTold && endedAtMs <= nowMs - settings.forgetAfterMs) old.add(sid);
    else younger.push({ sid, endedAtMs: isTold ? endedAtMs : nowMs });
  }
  forget(exchange, old);
  younger.sort((a, b) => a.endedAtMs - b.endedAtMs);
  for (const { sid, endedAtMs } of younger) forgetLater(exchange, sid, endedAtMs);
}

function lastMoments(entries: readonly Entry[]): Map<string, number> {
  return new Map(entries.filter((entry) => entry.kind === 'call').map((entry) => [entry.sid, entry.atMs]));
}

// The call ended when we died, not now: its last trace in the journal is the last moment we know it lived.
function endInterrupted(exchange: Exchange, call: Call, atMs: number): void {
  const wasAnswered = call.status === 'in-progress';
  const entry: Entry = {
    kind: 'call',
    sid: call.sid,
    atMs,
    event: { type: 'ended', status: wasAnswered ? 'completed' : 'failed', sipCode: wasAnswered ? 200 : 500 },
  };
  applyEntry(exchange.world, entry);
  exchange.journal.append(entry);
  exchange.log(`${call.sid} was ${call.status} when the emulator stopped, and is ended`);
}

/** Tells the application whatever an earlier life did not get to tell. Our address must be known: recordings name it. */
export function tellTheRest(exchange: Exchange): void {
  for (const recording of exchange.world.recordings.values()) {
    // Lost sound is told to whoever wanted to hear of the recording at all: silence would leave them waiting for ever.
    if (!recording.isTold) spawn(exchange, tellRecordingEnd(exchange, recording, true));
  }
  tellOfCompletedConferences(exchange);
  for (const call of exchange.world.calls.values()) {
    if (call.priceMicros === undefined) priceNow(exchange, call.sid);
    if (!call.isTold) spawn(exchange, tellEnd(exchange, call.sid));
  }
  resumeTranscriptions(exchange);
}
