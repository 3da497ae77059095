import type { Heard, Line } from '../line.ts';

export type Hearing = (heard: Heard & { lengthMs: number }) => void;

const hearings = new WeakMap<Line, Set<Hearing>>();

/**
 * Calls `listener` whenever the far end begins to hear something in words, whoever says it, with how long it takes in
 * milliseconds. Returns what ends that.
 */
export function onHearing(line: Line, listener: Hearing): () => void {
  const listeners = hearings.get(line) ?? listen(line);
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

// The words come just before their sound is added, and only the sound tells how long they take.
function listen(line: Line): Set<Hearing> {
  const listeners = new Set<Hearing>();
  hearings.set(line, listeners);
  const before = line.onHeard;
  let latest: Heard | undefined;
  line.onHeard = (heard) => {
    before(heard);
    latest = heard;
  };
  line.near.listeners.add(() => {
    const heard = latest;
    latest = undefined;
    if (!heard) return;
    const lengthMs = Math.max(0, line.near.busyUntilMs - line.near.startedAtMs);
    for (const listener of [...listeners]) listener({ ...heard, lengthMs });
  });
  return listeners;
}
