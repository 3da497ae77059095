import { type Exchange, newSid, noteCall, putRow, spawn } from '../exchange.ts';
import type { Line } from '../line.ts';
import type { Strand, Task } from '../task.ts';
import { callOf } from '../world.ts';

/** What listens to a call beside its documents: a media stream, a SIPREC session, a transcription. */
export type ForkKind = 'stream' | 'siprec' | 'transcription';

/** A fork as the REST API remembers it. */
export interface ForkRow {
  sid: string;
  accountSid: string;
  callSid: string;
  name?: string;
  status: 'in-progress' | 'stopped';
  updatedAtMs: number;
}

/** One side of a call, as it is told apart in frames: `inbound` is what the far end says, `outbound` what it hears. */
export type ForkTrack = 'inbound' | 'outbound';

export type TrackName = 'inbound_track' | 'outbound_track' | 'both_tracks';

/** The two sides that a name stands for. */
export function tracksOf(name: TrackName): ForkTrack[] {
  if (name === 'both_tracks') return ['inbound', 'outbound'];
  return name === 'inbound_track' ? ['inbound'] : ['outbound'];
}

/** A fork under way. */
export interface Fork {
  sid: string;
  callSid: string;
  kind: ForkKind;
  name?: string;
  tracks: readonly ForkTrack[];
  strand?: Strand;
}

const forkTables = {
  stream: { table: 'streams', prefix: 'MZ' },
  siprec: { table: 'siprecs', prefix: 'SR' },
  transcription: { table: 'realtimeTranscriptions', prefix: 'GT' },
} as const;

// "There are a maximum of four forked streams allowed per call", and both tracks count as two:
// https://www.twilio.com/docs/voice/twiml/siprec (read 2026-11-21).
const mostForkedTracks = 4;

/** A fork cannot begin; `code` is Twilio's number for the reason. */
export class ForkRefused extends Error {
  override name = 'ForkRefused';
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Begins to listen to a call, beside whatever runs on it and until the call ends. `listen` is interrupted with `ended`
 * when the call ends and with `taken-over` when it is asked to stop.
 *
 * @throws ForkRefused when the name is taken on this call, or too much listens already
 */
export function beginFork(
  exchange: Exchange,
  line: Line,
  asked: { kind: ForkKind; name?: string; tracks: readonly ForkTrack[] },
  listen: (sid: string) => Task,
): ForkRow {
  const { callSid } = line;
  const others = forksOf(exchange, callSid);
  const { kind, name, tracks } = asked;
  // Names must be unique on a call; which number Twilio gives when they are not is unconfirmed.
  if (name !== undefined && others.some((other) => other.kind === kind && other.name === name)) {
    throw new ForkRefused(20001, `A ${kind} called '${name}' is under way on this call already`);
  }
  const forked = others.reduce((total, other) => total + other.tracks.length, tracks.length);
  if (forked > mostForkedTracks) {
    throw new ForkRefused(31960, `At most ${mostForkedTracks} tracks of a call can be forked, and both_tracks are two`);
  }
  const { table, prefix } = forkTables[kind];
  const sid = newSid(exchange, prefix);
  const { accountSid } = callOf(exchange.world, callSid);
  const row: ForkRow = { sid, accountSid, callSid, name, status: 'in-progress', updatedAtMs: exchange.clock.nowMs() };
  putRow(exchange, table, row);
  const fork: Fork = { sid, callSid, kind, name, tracks };
  exchange.forks.set(sid, fork);
  fork.strand = spawn(exchange, untilStopped(exchange, fork, listen));
  if (!fork.strand.isOver) line.background.add(fork.strand);
  return exchange.world.tables[table].get(sid) ?? row;
}

function* untilStopped(exchange: Exchange, fork: Fork, listen: (sid: string) => Task): Task {
  try {
    yield* listen(fork.sid);
  } finally {
    close(exchange, fork);
    if (fork.strand) exchange.lines.get(fork.callSid)?.background.delete(fork.strand);
  }
}

/** From now on the books have it stopped, once. */
function close(exchange: Exchange, { sid, kind }: Fork): void {
  if (!exchange.forks.delete(sid)) return;
  const { table } = forkTables[kind];
  const row = exchange.world.tables[table].get(sid);
  if (row) putRow(exchange, table, { ...row, status: 'stopped', updatedAtMs: exchange.clock.nowMs() });
}

/** The forks of a call that are under way, oldest first. */
export function forksOf(exchange: Exchange, callSid: string): Fork[] {
  return [...exchange.forks.values()].filter((fork) => fork.callSid === callSid);
}

/** Stops a fork. What is still to be said about that is said in the background. */
export function stopFork(exchange: Exchange, fork: Fork): void {
  close(exchange, fork);
  fork.strand?.interrupt('taken-over');
}

/** Stops the fork of that name, as `<Stop>` does; says so on the call when there is none. */
export function stopForkByName(exchange: Exchange, line: Line, kind: ForkKind, name: string | undefined): void {
  const fork = forksOf(exchange, line.callSid).find((one) => one.kind === kind && one.name === name);
  if (fork && name !== undefined) {
    stopFork(exchange, fork);
    return;
  }
  const which = name === undefined ? `<Stop> must name the ${kind} that it stops` : `No ${kind} is called '${name}'`;
  noteCall(exchange, line.callSid, { type: 'warned', code: 12200, message: which, level: 'warning' });
}
