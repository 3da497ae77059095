import type { Sound, Timeline } from './audio/index.ts';
import type { Exchange } from './exchange.ts';
import { carry, hushFar, type Line, makeTrack, soundFar, type Track } from './line.ts';
import { onHearing } from './streams/hearing.ts';

/**
 * Makes two legs each other's far end: what one hears is what the other one's far end says, in sound, words and keys, so
 * that the documents of one talk to those of the other.
 *
 * @example
 * cross(exchange, outbound, inbound);
 */
export function cross(exchange: Exchange, one: Line, other: Line): void {
  // Two such legs in one conference would hear themselves for ever.
  const state = { isPassing: false };
  passOn(exchange, one, other, state);
  passOn(exchange, other, one, state);
}

function passOn(exchange: Exchange, from: Line, to: Line, state: { isPassing: boolean }): void {
  const heard = mirrorOf(from, exchange.clock.nowMs());
  carry(exchange, to.far, heard);
  const once = (pass: () => void) => {
    if (state.isPassing) return;
    state.isPassing = true;
    pass();
    state.isPassing = false;
  };
  onHearing(from, ({ lengthMs, ...words }) => {
    heard.busyUntilMs = from.near.busyUntilMs;
    once(() => soundFar(exchange, to, silence(lengthMs), words));
  });
  from.near.listeners.add(() => {
    const isShorter = from.near.busyUntilMs < heard.busyUntilMs;
    heard.busyUntilMs = from.near.busyUntilMs;
    if (isShorter) once(() => hushFar(exchange, to));
  });
}

/** The near side of a leg as a track that another one can carry. It is silent within itself. */
function mirrorOf(line: Line, nowMs: number): Track {
  const mirror = makeTrack(nowMs);
  mirror.originMs = line.near.originMs;
  // Otherwise what nobody records here would be forgotten, though the other leg may record it.
  line.near.carriedBy ??= new Map();
  mirror.timeline = unlessWithin(() => line.near.timeline);
  return mirror;
}

function unlessWithin(timeline: () => Timeline): Timeline {
  let isWithin = false;
  const guarded = <Result>(read: () => Result, otherwise: () => Result): Result => {
    if (isWithin) return otherwise();
    isWithin = true;
    try {
      return read();
    } finally {
      isWithin = false;
    }
  };
  const nothing = (fromMs: number, toMs: number) => makeTrack(0).timeline.render(fromMs, toMs);
  return {
    add: () => undefined,
    cutFrom: () => undefined,
    prune: () => undefined,
    render: (fromMs, toMs) =>
      guarded(
        () => timeline().render(fromMs, toMs),
        () => nothing(fromMs, toMs),
      ),
    ready: (fromMs, toMs) =>
      guarded(
        () => timeline().ready(fromMs, toMs),
        () => Promise.resolve(),
      ),
    renderInSlices: (fromMs, toMs) =>
      guarded(
        () => timeline().renderInSlices(fromMs, toMs),
        () => makeTrack(0).timeline.renderInSlices(fromMs, toMs),
      ),
  };
}

// The sound itself is carried; this is only how long it takes.
function silence(lengthMs: number): Sound {
  return { lengthMs, read: (from, to) => new Int16Array(Math.max(0, to - from)) };
}
