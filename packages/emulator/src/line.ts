import type { Timer } from '@offhook/kit';
import { makeTimeline, type Samples, type Timeline } from './audio/index.ts';
import type { Source } from './document.ts';
import type { Exchange } from './exchange.ts';
import type { OpenRecording } from './recorder.ts';

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
  /** What the far end hears: our verbs, or the party it is bridged to. */
  near: Track;
  /** What the far end says. */
  far: Track;
  /** Aborted when what runs on this leg must stop; renewed after a redirect. */
  interruption: AbortController;
  /** Aborted once, when the call ends. */
  ended: AbortController;
  /** Where a redirect sends what runs here; set just before the interruption. */
  redirectTo?: Source;
  bridgedTo?: Line;
  recordings: Set<OpenRecording>;
  /** Cancelled when the call ends. */
  timers: Set<Timer>;
  keyListeners: Set<(key: string) => void>;
  /** Told what the far end hears, in words. */
  onHeard: (heard: Heard) => void;
}

export function makeLine(callSid: string, nowMs: number): Line {
  return {
    callSid,
    originMs: nowMs,
    near: makeTrack(nowMs),
    far: makeTrack(nowMs),
    interruption: new AbortController(),
    ended: new AbortController(),
    recordings: new Set(),
    timers: new Set(),
    keyListeners: new Set(),
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

/** The far end makes a sound; whoever it is bridged to hears it. Keys reach those who listen for keys. */
export function soundFar(exchange: Exchange, line: Line, samples: Samples, said: Heard): void {
  addTo(line, line.far, samples, exchange.clock.nowMs());
  if (line.bridgedTo) soundNear(exchange, line.bridgedTo, samples, said);
  if (said.kind !== 'digits') return;
  for (const key of said.text) for (const listener of [...line.keyListeners]) listener(key);
}

/** Silences what our side has begun to say. */
export function hushNear(exchange: Exchange, line: Line): void {
  cut(line, line.near, exchange.clock.nowMs());
}

/** Silences what the far end has begun to say, also where its bridged party hears it. */
export function hushFar(exchange: Exchange, line: Line): void {
  cut(line, line.far, exchange.clock.nowMs());
  if (line.bridgedTo) hushNear(exchange, line.bridgedTo);
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
