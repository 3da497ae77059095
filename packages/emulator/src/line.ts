import type { Timer } from '@offhook/kit';
import { lengthMsOf, makeTimeline, type Samples, type Sound, type Timeline } from './audio/index.ts';
import { type Carried, withCarried } from './carrying.ts';
import type { Source } from './document.ts';
import type { Exchange } from './exchange.ts';
import { lazily } from './lazily.ts';
import type { OpenRecording } from './recorder.ts';
import { pruneUnheard } from './recordings/pruning.ts';
import type { Strand } from './task.ts';

/** What one side of a leg sounds like, and until when it is known to go on. */
export interface Track {
  /** Everything that is heard on it; replaced when it first carries another track. */
  timeline: Timeline;
  originMs: number;
  startedAtMs: number;
  busyUntilMs: number;
  /** The same as `busyUntilMs` without what it carries. */
  ownUntilMs: number;
  /** Called whenever something is added or cut. */
  listeners: Set<() => void>;
  /** Other tracks that are or were heard on this one, oldest first. */
  carried?: (Carried & { track: Track })[];
  /** The tracks on which this one is heard now, each with its place among what that one carries. */
  carriedBy?: Map<Track, Carried>;
}

/** A `voice` is sound without words that we know of, from a client. */
export type Heard = { kind: 'say' | 'play' | 'beep' | 'digits' | 'voice'; text: string };

/** A live leg between us and one far end. */
export interface Line {
  callSid: string;
  originMs: number;
  /** What the far end hears: our verbs, or the parties it is connected to. */
  near: Track;
  /** What the far end says. */
  far: Track;
  /** What runs on this leg: it rings, waits for a verdict, runs documents. Interrupted by a redirect and by the end. */
  strand?: Strand;
  /** Whether documents run, so that a redirect can take over at once. */
  isScripted: boolean;
  /** Where a redirect sends what runs here; set just before the interruption. */
  redirectTo?: Source;
  /** Who hears what the far end of this leg says. Changed by {@link letHear} and {@link stopHearing}. */
  heardBy: ReadonlySet<Line>;
  /** Whether it hears the document of whoever dialled it, before they are connected. */
  isWhispering?: boolean;
  /** Frees this leg from what another leg does with it, when it is redirected on its own. */
  leave?: () => void;
  recordings: Set<OpenRecording>;
  /** Cancelled when the call ends. */
  timers: Set<Timer>;
  /** What goes on beside the documents, interrupted when the call ends: detection, streams, transcription. */
  background: Set<Strand>;
  /** Called once, when the call ends. */
  endListeners: Set<() => void>;
  keyListeners: Set<(key: string) => void>;
  /** Takes the keys that the far end presses while a payment is taken: nobody else hears or is told of them. */
  takeKey?: (key: string) => void;
  /** Told what the far end says, in words, when it begins. */
  speechListeners: Set<(said: Heard & { lengthMs: number }) => void>;
  /** Told what the far end hears, in words. */
  onHeard: (heard: Heard) => void;
}

const nobody: ReadonlySet<Line> = new Set();

type LazyMember =
  | 'near'
  | 'far'
  | 'recordings'
  | 'timers'
  | 'background'
  | 'endListeners'
  | 'keyListeners'
  | 'speechListeners';

const lazyMembers = lazily<Line, LazyMember>({
  near: ({ originMs }) => makeTrack(originMs),
  far: ({ originMs }) => makeTrack(originMs),
  recordings: () => new Set(),
  timers: () => new Set(),
  background: () => new Set(),
  endListeners: () => new Set(),
  keyListeners: () => new Set(),
  speechListeners: () => new Set(),
});

const deaf = () => undefined;

export function makeLine(callSid: string, nowMs: number): Line {
  // A prototype given in the literal leaves the members inside the object, where Object.create would put them beside it.
  const line = {
    __proto__: lazyMembers,
    callSid,
    originMs: nowMs,
    strand: undefined,
    isScripted: false,
    heardBy: nobody,
    onHeard: deaf,
  };
  // What is missing in it is made by its prototype.
  return line as Omit<Line, LazyMember> as Line;
}

/** A silent track that begins now. */
export function makeTrack(nowMs: number): Track {
  return {
    timeline: makeTimeline(),
    originMs: nowMs,
    startedAtMs: nowMs,
    busyUntilMs: nowMs,
    ownUntilMs: nowMs,
    listeners: new Set(),
  };
}

/** Lets the far end hear something from now on. */
export function soundNear(exchange: Exchange, line: Line, sound: Sound, heard: Heard): void {
  pruneUnheard(exchange, line, 'near');
  line.onHeard(heard);
  addTo(line.near, sound, exchange.clock.nowMs());
}

/** The far end makes a sound, and whoever is connected hears it. Keys reach those who listen for keys. */
export function soundFar(exchange: Exchange, line: Line, sound: Sound, said: Heard): void {
  if (said.kind === 'digits' && line.takeKey) {
    for (const key of said.text) line.takeKey?.(key);
    return;
  }
  pruneUnheard(exchange, line, 'far');
  for (const hearer of line.heardBy) hearer.onHeard(said);
  addTo(line.far, sound, exchange.clock.nowMs());
  for (const listener of [...line.speechListeners]) listener({ ...said, lengthMs: lengthMsOf(sound) });
  if (said.kind !== 'digits') return;
  for (const key of said.text) for (const listener of [...line.keyListeners]) listener(key);
}

/** Silences what our side has begun to say; what other parties say to this leg goes on. */
export function hushNear(exchange: Exchange, line: Line): void {
  cut(line.near, exchange.clock.nowMs());
}

/** Silences what the far end has begun to say, also where others hear it; whatever else they hear goes on. */
export function hushFar(exchange: Exchange, line: Line): void {
  cut(line.far, exchange.clock.nowMs());
}

/**
 * From now on `hearer` hears what the far end of `speaker` says, also the rest of what it is saying. A bridge is two of
 * these, a conference one for each pair.
 *
 * @example
 * letHear(exchange, agent, customer);
 */
export function letHear(exchange: Exchange, hearer: Line, speaker: Line): void {
  if (speaker.heardBy.has(hearer)) return;
  hearersOf(speaker).add(hearer);
  carry(exchange, hearer.near, speaker.far);
}

/** From now on `hearer` does not hear `speaker` any more. Nothing when it did not. */
export function stopHearing(exchange: Exchange, hearer: Line, speaker: Line): void {
  if (!speaker.heardBy.has(hearer)) return;
  hearersOf(speaker).delete(hearer);
  stopCarrying(exchange, hearer.near, speaker.far);
}

function hearersOf(speaker: Line): Set<Line> {
  if (speaker.heardBy === nobody) speaker.heardBy = new Set();
  // Whatever is not `nobody` was made here.
  return speaker.heardBy as Set<Line>;
}

/** Lets everything that sounds on one track be heard on another from now on. Nothing when it is already. */
export function carry(exchange: Exchange, onto: Track, track: Track): void {
  if (track.carriedBy?.has(onto)) return;
  if (!onto.carried) {
    onto.carried = [];
    onto.timeline = withCarried(onto.timeline, onto.originMs, onto.carried);
  }
  const nowMs = exchange.clock.nowMs();
  const part = {
    track,
    // Its timeline changes when it comes to carry something itself.
    get timeline() {
      return track.timeline;
    },
    originMs: track.originMs,
    fromMs: nowMs,
    untilMs: Number.POSITIVE_INFINITY,
  };
  onto.carried.push(part);
  track.carriedBy ??= new Map();
  track.carriedBy.set(onto, part);
  if (track.busyUntilMs > nowMs) lastUntil(onto, track.busyUntilMs, nowMs);
}

export function stopCarrying(exchange: Exchange, onto: Track, track: Track): void {
  const part = track.carriedBy?.get(onto);
  if (!part) return;
  track.carriedBy?.delete(onto);
  part.untilMs = exchange.clock.nowMs();
  // In a large conference almost nobody speaks: only what was the last to sound changes until when the rest does.
  if (track.busyUntilMs > part.untilMs && track.busyUntilMs >= onto.busyUntilMs) settle(onto);
}

/** Lets something be heard on a track of its own from now on. */
export function soundOn(exchange: Exchange, track: Track, sound: Sound): void {
  addTo(track, sound, exchange.clock.nowMs());
}

export function soundsFrom(_line: Line, track: Track, fromMs: number, toMs: number): Samples {
  return track.timeline.render(fromMs - track.originMs, toMs - track.originMs);
}

function addTo(track: Track, sound: Sound, nowMs: number): void {
  track.timeline.add(nowMs - track.originMs, sound);
  track.ownUntilMs = Math.max(track.ownUntilMs, nowMs + lengthMsOf(sound));
  lastUntil(track, track.ownUntilMs, nowMs);
}

/** Something that began just now is heard on a track until then, and on those that carry it. */
export function lastUntil(track: Track, untilMs: number, nowMs: number): void {
  track.startedAtMs = nowMs;
  track.busyUntilMs = Math.max(track.busyUntilMs, untilMs);
  for (const listener of [...track.listeners]) listener();
  for (const carrier of track.carriedBy?.keys() ?? []) lastUntil(carrier, untilMs, nowMs);
}

function cut(track: Track, nowMs: number): void {
  track.timeline.cutFrom(nowMs - track.originMs);
  track.ownUntilMs = Math.min(track.ownUntilMs, nowMs);
  settle(track);
}

// What it carries goes on sounding, whatever was cut.
function settle(track: Track): void {
  track.busyUntilMs = track.ownUntilMs;
  for (const { track: other, untilMs } of track.carried ?? []) {
    if (untilMs === Number.POSITIVE_INFINITY) track.busyUntilMs = Math.max(track.busyUntilMs, other.busyUntilMs);
  }
  for (const listener of [...track.listeners]) listener();
  for (const carrier of track.carriedBy?.keys() ?? []) settle(carrier);
}

export function durationMs(sound: Sound): number {
  return lengthMsOf(sound);
}
