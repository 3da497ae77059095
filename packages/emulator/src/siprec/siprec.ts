import type { Target } from '../call.ts';
import { deliver } from '../callbacks.ts';
import { type Exchange, noteCall, spawn } from '../exchange.ts';
import type { Line } from '../line.ts';
import { utc } from '../parameters.ts';
import { beginFork, type ForkRow, type TrackName, tracksOf } from '../streams/fork.ts';
import { Interruption, type Task, until } from '../task.ts';
import { callOf } from '../world.ts';

/** What a SIPREC session was asked to be. */
export interface SiprecPlan {
  name?: string;
  connectorName?: string;
  track?: TrackName;
  callback?: Target;
}

/**
 * Begins a SIPREC session that is only on the books: it has a SID, a state and its callbacks, but no recorder is spoken
 * to.
 *
 * @throws ForkRefused as any fork
 * @see https://www.twilio.com/docs/voice/twiml/siprec (read 2026-11-21)
 */
export function startSiprec(exchange: Exchange, line: Line, plan: SiprecPlan): ForkRow {
  const { name } = plan;
  const tracks = tracksOf(plan.track ?? 'both_tracks');
  const row = beginFork(exchange, line, { kind: 'siprec', name, tracks }, (sid) => run(exchange, line, sid, plan));
  const connector = plan.connectorName ?? 'Default';
  const message = `The emulator sends no audio to the SIPREC connector '${connector}'; the session is only on the books`;
  noteCall(exchange, line.callSid, { type: 'warned', code: 12200, message, level: 'warning' });
  return row;
}

function* run(exchange: Exchange, line: Line, sid: string, plan: SiprecPlan): Task {
  tell(exchange, line, sid, plan, 'stream-started');
  try {
    yield* until<void>(() => () => undefined);
  } catch (error) {
    if (error instanceof Interruption && error.why !== 'stopped') tell(exchange, line, sid, plan, 'stream-stopped');
    throw error;
  }
}

// The names are those of the stream callbacks, as Twilio's page on <Siprec> has them.
function tell(exchange: Exchange, { callSid }: Line, sid: string, { name, callback }: SiprecPlan, event: string): void {
  if (!callback) return;
  const params: Record<string, string> = {
    AccountSid: callOf(exchange.world, callSid).accountSid,
    CallSid: callSid,
    StreamSid: sid,
    ...(name === undefined ? {} : { StreamName: name }),
    StreamEvent: event,
    Timestamp: utc(exchange.clock.nowMs()).toISOString(),
  };
  spawn(exchange, deliver(exchange, callSid, callback, params));
}
