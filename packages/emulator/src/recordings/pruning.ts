import type { Exchange } from '../exchange.ts';
import type { Line } from '../line.ts';

// As long as machine detection may look back: https://www.twilio.com/docs/voice/answering-machine-detection (read 2026-11-21).
const lookedBackMs = 60_000;

/**
 * Forgets what one side of a leg sounded like a while ago, when nobody records it. What others hear or once heard of it
 * stays, since they may be recorded.
 */
export function pruneUnheard(exchange: Exchange, line: Line, side: 'near' | 'far'): void {
  // To ask for the recordings of a leg makes their set, which most legs do without.
  if (Object.hasOwn(line, 'recordings') && line.recordings.size > 0) return;
  const { timeline, originMs, carriedBy } = line[side];
  if (!carriedBy) timeline.prune(exchange.clock.nowMs() - lookedBackMs - originMs);
}
