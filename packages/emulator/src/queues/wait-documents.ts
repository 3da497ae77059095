import { holdMusic } from '../audio/index.ts';
import type { Target } from '../call.ts';
import { fetchDocument, type Source } from '../document.ts';
import { type Exchange, noteCall } from '../exchange.ts';
import { hushNear, type Line, soundNear } from '../line.ts';
import { type Task, until, wait } from '../task.ts';

const allowed = new Set(['play', 'say', 'pause', 'hangup', 'redirect', 'leave', 'gather']);

// The longest call there is: music is computed when somebody listens, so its length costs nothing.
const musicMs = 14_400_000;

/**
 * Lets a caller hear what the queue plays, again and again, until a document says `<Leave>` or hangs up. Without a document
 * it is music until something else ends the waiting.
 *
 * @see https://www.twilio.com/docs/voice/twiml/enqueue#waiturl (read 2026-11-21)
 */
export function* untilLeft(
  exchange: Exchange,
  line: Line,
  waitUrl: Target | undefined,
  parameters: () => Record<string, string>,
): Task<'leave' | 'hang-up'> {
  try {
    if (!waitUrl) {
      soundNear(exchange, line, holdMusic(musicMs), { kind: 'play', text: 'hold music' });
      return yield* until<'leave'>(() => () => undefined);
    }
    for (;;) {
      const beganAtMs = exchange.clock.nowMs();
      let next: Source | 'leave' | 'hang-up' | undefined = waitUrl;
      while (typeof next === 'object') next = yield* playOnce(exchange, line, next, parameters());
      if (next) return next;
      // What takes no time would be asked for without end before the clock could move.
      if (exchange.clock.nowMs() === beganAtMs) yield* wait(exchange.clock, 1000);
    }
  } finally {
    hushNear(exchange, line);
  }
}

function* playOnce(
  exchange: Exchange,
  line: Line,
  source: Source,
  parameters: Record<string, string>,
): Task<Source | 'leave' | 'hang-up' | undefined> {
  const asked = 'twiml' in source ? source : { ...source, extra: { ...parameters, ...source.extra } };
  const document = yield* fetchDocument(exchange, line.callSid, asked);
  for (const [at, verb] of document.verbs.entries()) {
    if (verb.verb === 'leave') return 'leave';
    if (!allowed.has(verb.verb)) {
      const message = `<${verb.verb}> is not allowed in what a queue plays; it is skipped`;
      noteCall(exchange, line.callSid, { type: 'warned', code: 12200, message, level: 'warning' });
      continue;
    }
    const outcome = yield* exchange.execute({ exchange, line, document, path: [at] }, verb);
    if (outcome.next === 'document') return outcome.source;
    if (outcome.next === 'hang-up') return 'hang-up';
  }
  return undefined;
}
