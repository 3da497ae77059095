import { type Call, type CallEvent, next } from './call.ts';
import { nextRecording, type Recording, type RecordingEvent } from './recording.ts';

/** Everything that is remembered, as plain data: the fold of all entries. */
export interface World {
  calls: Map<string, Call>;
  recordings: Map<string, Recording>;
  /** The events of each call, oldest first. */
  history: Map<string, { atMs: number; event: CallEvent }[]>;
}

/** One line of the journal. */
export type Entry =
  | { kind: 'call'; sid: string; atMs: number; event: CallEvent }
  | { kind: 'recording'; sid: string; atMs: number; event: RecordingEvent };

export function makeWorld(): World {
  return { calls: new Map(), recordings: new Map(), history: new Map() };
}

export function applyEntry(world: World, { kind, sid, atMs, event }: Entry): void {
  if (kind === 'recording') {
    world.recordings.set(sid, nextRecording(world.recordings.get(sid), sid, atMs, event));
    return;
  }
  world.calls.set(sid, next(world.calls.get(sid), atMs, event));
  const history = world.history.get(sid) ?? [];
  history.push({ atMs, event });
  world.history.set(sid, history);
}

export function callOf(world: World, sid: string): Call {
  const call = world.calls.get(sid);
  if (!call) throw new Error(`There is no call ${sid}`);
  return call;
}

export function recordingsOf(world: World, callSid: string): Recording[] {
  return [...world.recordings.values()].filter((recording) => recording.callSid === callSid && !recording.isDeleted);
}
