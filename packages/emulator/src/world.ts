import { type Call, type CallEvent, next } from './call.ts';
import { nextRecording, type Recording, type RecordingEvent } from './recording.ts';
import { makeTables, type TableMaps, type TableName, type Tables } from './tables.ts';

/** Everything that is remembered, as plain data: the fold of all entries. */
export interface World {
  calls: Map<string, Call>;
  recordings: Map<string, Recording>;
  /** The SIDs of the recordings that name a call, oldest first. */
  recordingsByCall: Map<string, string[]>;
  tables: TableMaps;
  /** The events of each call, oldest first. */
  history: Map<string, { atMs: number; event: CallEvent }[]>;
}

/** A row that was put, or without `row` removed. */
export type RowEntry = {
  [Name in TableName]: { kind: 'row'; table: Name; sid: string; atMs: number; row?: Tables[Name] };
}[TableName];

/** One line of the journal. */
export type Entry =
  | { kind: 'call'; sid: string; atMs: number; event: CallEvent }
  | { kind: 'recording'; sid: string; atMs: number; event: RecordingEvent }
  | RowEntry;

export function makeWorld(): World {
  const recordingsByCall = new Map<string, string[]>();
  return { calls: new Map(), recordings: new Map(), recordingsByCall, tables: makeTables(), history: new Map() };
}

export function applyEntry(world: World, entry: Entry): void {
  const { sid, atMs } = entry;
  if (entry.kind === 'row') {
    // The entry pairs each table with a row of its kind.
    const table: Map<string, unknown> = world.tables[entry.table];
    if (entry.row) table.set(sid, entry.row);
    else table.delete(sid);
    return;
  }
  if (entry.kind === 'recording') {
    const recording = nextRecording(world.recordings.get(sid), sid, atMs, entry.event);
    if (!world.recordings.has(sid)) indexRecording(world, recording);
    world.recordings.set(sid, recording);
    return;
  }
  const call = world.calls.get(sid);
  const after = next(call, atMs, entry.event);
  if (after !== call) world.calls.set(sid, after);
  const history = world.history.get(sid);
  if (history) history.push(entry);
  else world.history.set(sid, [entry]);
}

export function callOf(world: World, sid: string): Call {
  const call = world.calls.get(sid);
  if (!call) throw new Error(`There is no call ${sid}`);
  return call;
}

function indexRecording({ recordingsByCall }: World, { sid, callSid }: Recording): void {
  const sids = recordingsByCall.get(callSid);
  if (sids) sids.push(sid);
  else recordingsByCall.set(callSid, [sid]);
}

/** Every recording that names a call, also those that were deleted and those of a conference that it opened. */
export function recordingsOfCall({ recordings, recordingsByCall }: World, callSid: string): Recording[] {
  return (recordingsByCall.get(callSid) ?? []).flatMap((sid) => recordings.get(sid) ?? []);
}

/** The recordings of a call that are there, oldest first. */
export function recordingsOf(world: World, callSid: string): Recording[] {
  return recordingsOfCall(world, callSid).filter(
    (recording) => recording.conferenceSid === undefined && !recording.isDeleted,
  );
}
