import type { Timer } from '@offhook/kit';
import { makeTimeline, type Samples, type Timeline } from './audio/index.ts';
import type { Source } from './document.ts';
import type { Exchange } from './exchange.ts';
import type { OpenRecording } from './recorder.ts';
import type { Strand } from './task.ts';

/** What one side of a leg sounds like, and until when it is known to go on. */
export interface Track {
  timeline: Timeline;
  startedAtMs: number;
  busyUntilMs: number;
  /** Called whenever something is added or cut. */
  listeners: Set<() => void>;
}

export type Heard = { kind: 'say' | 'play' | 'beep' | 'digits'; text: string };

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
  /** Who hears what the far end of this leg says. */
  heardBy: Set<Line>;
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
  /** Told what the far end says, in words, when it begins. */
  speechListeners: Set<(said: Heard & { lengthMs: number }) => void>;
  /** Told what the far end hears, in words. */
  onHeard: (heard: Heard) => void;
}

export function makeLine(callSid: string, nowMs: number): Line {
  return {
    callSid,
    originMs: nowMs,
    near: makeTrack(nowMs),
    far: makeTrack(nowMs),
    isScripted: false,
    heardBy: new Set(),
    recordings: new Set(),
    timers: new Set(),
    background: new Set(),
    endListeners: new Set(),
    keyListeners: new Set(),
    speechListeners: new Set(),
    onHeard: () => undefined,
  };
}

function makeTrack(nowMs: number): Track {
  return { timeline: makeTimeline(), startedAtMs: nowMs, busyUntilMs: nowMs, listeners: new Set() };
}

/** Lets the far end hear something from now on. */
export function soundNear(exchange: Exchange, line: Line, samples: Samples, heard: Heard): void {
  line.onHeard(heard);
  addTo(line, line.near, samples, exchange.clock.nowMs());
}

/** The far end makes a sound, and whoever is connected hears it. Keys reach those who listen for keys. */
export function soundFar(exchange: Exchange, line: Line, samples: Samples, said: Heard): void {
  addTo(line, line.far, samples, exchange.clock.nowMs());
  for (const hearer of line.heardBy) soundNear(exchange, hearer, samples, said);
  for (const listener of [...line.speechListeners]) listener({ ...said, lengthMs: durationMs(samples) });
  if (said.kind !== 'digits') return;
  for (const key of said.text) for (const listener of [...line.keyListeners]) listener(key);
}

/** Silences what our side has begun to say. */
export function hushNear(exchange: Exchange, line: Line): void {
  cut(line, line.near, exchange.clock.nowMs());
}

/** Silences what the far end has begun to say, also where others hear it. */
export function hushFar(exchange: Exchange, line: Line): void {
  cut(line, line.far, exchange.clock.nowMs());
  for (const hearer of line.heardBy) hushNear(exchange, hearer);
}

export function soundsFrom(line: Line, track: Track, fromMs: number, toMs: number): Samples {
  return track.timeline.render(fromMs - line.originMs, toMs - line.originMs);
}

function addTo(line: Line, track: Track, samples: Samples, nowMs: number): void {
  track.timeline.add(nowMs - line.originMs, samples);
  track.startedAtMs = nowMs;
  track.busyUntilMs = Math.max(track.busyUntilMs, nowMs + durationMs(samples));
  for (const listener of [...track.listeners]) listener();
}

function cut(line: Line, track: Track, nowMs: number): void {
  track.timeline.cutFrom(nowMs - line.originMs);
  track.busyUntilMs = Math.min(track.busyUntilMs, nowMs);
  for (const listener of [...track.listeners]) listener();
}

export function durationMs(samples: Samples): number {
  return samples.length / 8;
}
