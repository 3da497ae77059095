import type { Target } from '../call.ts';
import { deliver } from '../callbacks.ts';
import { type Exchange, newSid, putRow, spawn } from '../exchange.ts';
import type { Line } from '../line.ts';
import { rfc2822 } from '../parameters.ts';
import type { Strand, Task } from '../task.ts';
import { callOf } from '../world.ts';
import { submit } from './connector.ts';
import { collectDigits, openKeypad } from './keypad.ts';
import { type Details, errorIn, isWhole, type Piece, piecesOf } from './pieces.ts';
import type { PaymentPlan } from './plan.ts';
import { errorTypeOf, parameterNames, shown } from './wire.ts';

/** A payment that the REST API takes, as it is remembered: nothing of what the caller put in. */
export interface PaymentRow {
  sid: string;
  accountSid: string;
  callSid: string;
  createdAtMs: number;
  updatedAtMs: number;
  /** The idempotency keys of the requests that were carried out. */
  keys: readonly string[];
}

/** One that is under way. */
export interface PaymentSession {
  sid: string;
  line: Line;
  plan: PaymentPlan;
  details: Details;
  callback: Target;
  /** Listens for one piece. */
  capturing?: Strand;
  /** Called once, when the call ends meanwhile. */
  hungUp: () => void;
}

/**
 * Begins to take a payment on a call, piece by piece as an agent asks for them.
 *
 * @see https://www.twilio.com/docs/voice/api/payment-resource (stored copy, read 2026-11-21)
 */
export function beginPayment(
  exchange: Exchange,
  line: Line,
  { plan, callback, key }: { plan: PaymentPlan; callback: Target; key: string },
): PaymentRow {
  const { callSid } = line;
  const nowMs = exchange.clock.nowMs();
  const { accountSid } = callOf(exchange.world, callSid);
  const row = { sid: newSid(exchange, 'PK'), accountSid, callSid, createdAtMs: nowMs, updatedAtMs: nowMs, keys: [key] };
  putRow(exchange, 'payments', row);
  const hungUp = () => endPayment(exchange, session, { Result: 'caller-hung-up' });
  const session: PaymentSession = { sid: row.sid, line, plan, details: {}, callback, hungUp };
  exchange.payments.set(callSid, session);
  line.endListeners.add(hungUp);
  tell(exchange, session, { Required: stillRequired(session) });
  return row;
}

/** Listens for one piece, in place of any other. */
export function capturePiece(exchange: Exchange, session: PaymentSession, piece: Piece): void {
  stopCapturing(session);
  tell(exchange, session, { Capture: piece, PartialResult: 'true', Required: stillRequired(session) });
  const capturing = spawn(exchange, capture(exchange, session, piece));
  if (capturing.isOver) return;
  session.capturing = capturing;
  session.line.background.add(capturing);
}

/** What the caller still has to put in, under the names of the callback; empty when nothing. */
export function stillRequired({ plan, details }: PaymentSession): string {
  const missing = piecesOf(plan).filter((piece) => details[piece] === undefined);
  // Unconfirmed: how several are written.
  return missing.map((piece) => parameterNames[piece]).join(',');
}

/** Gives everything to the connector, whatever becomes of the call meanwhile. */
export function completePayment(exchange: Exchange, session: PaymentSession): void {
  release(exchange, session);
  spawn(exchange, submit(exchange, session.plan, session.details), {
    done: (result) => tell(exchange, session, result),
  });
}

export function cancelPayment(exchange: Exchange, session: PaymentSession): void {
  // Unconfirmed: the word for it, which Twilio's list of results leaves out.
  endPayment(exchange, session, { Result: 'transaction-cancelled' });
}

// Nobody says how long an agent may wait for the first digit.
const firstDigitMs = 86_400_000;

function* capture(exchange: Exchange, session: PaymentSession, piece: Piece): Task {
  const { clock } = exchange;
  const { plan, details, line } = session;
  const keypad = openKeypad(line);
  const known = { Capture: piece };
  let digits: string;
  try {
    digits = yield* collectDigits(clock, keypad, {
      firstDigitMs,
      timeoutMs: plan.timeoutMs,
      isWhole: (soFar) => isWhole(piece, soFar, details),
      onDigit: (soFar) =>
        tell(exchange, session, {
          ...known,
          [parameterNames[piece]]: 'x'.repeat(soFar.length),
          PartialResult: 'true',
          Required: stillRequired(session),
        }),
    });
  } finally {
    keypad.close();
    if (session.capturing) line.background.delete(session.capturing);
  }
  session.capturing = undefined;
  if (digits === '*') return endPayment(exchange, session, { Result: 'caller-interrupted-with-star' });
  const error = errorOf(piece, digits, session, clock.nowMs());
  if (error === undefined) details[piece] = digits;
  const problem: Record<string, string> = error === undefined ? {} : { ErrorType: error };
  tell(exchange, session, { ...known, ...problem, PartialResult: 'false', Required: stillRequired(session) });
}

function errorOf(piece: Piece, digits: string, { plan, details }: PaymentSession, nowMs: number): string | undefined {
  if (piece === 'security-code' && details['payment-card-number'] === undefined)
    return 'invalid-card-number-security-code-capture-sequence';
  const error = errorIn(piece, digits, { plan, details, nowMs });
  return error && errorTypeOf(error);
}

function endPayment(exchange: Exchange, session: PaymentSession, result: Record<string, string>): void {
  release(exchange, session);
  tell(exchange, session, result);
}

function release({ payments }: Exchange, session: PaymentSession): void {
  const { line, hungUp } = session;
  if (payments.get(line.callSid) === session) payments.delete(line.callSid);
  line.endListeners.delete(hungUp);
  stopCapturing(session);
}

function stopCapturing(session: PaymentSession): void {
  const { capturing } = session;
  session.capturing = undefined;
  if (!capturing) return;
  session.line.background.delete(capturing);
  capturing.interrupt('taken-over');
}

function tell(exchange: Exchange, session: PaymentSession, extra: Record<string, string>): void {
  const { sid, plan, details, callback, line } = session;
  const { callSid } = line;
  const row = exchange.world.tables.payments.get(sid);
  const call = callOf(exchange.world, callSid);
  const params = {
    AccountSid: call.accountSid,
    CallSid: call.parentSid ?? callSid,
    Sid: sid,
    DateCreated: rfc2822(row?.createdAtMs ?? exchange.clock.nowMs()),
    DateUpdated: rfc2822(row?.updatedAtMs ?? exchange.clock.nowMs()),
    PaymentConnector: plan.connector,
    PaymentMethod: plan.method,
    ...(plan.chargeAmount === '' ? { TokenType: plan.tokenType } : { ChargeAmount: plan.chargeAmount }),
    ...shown(plan, details, true),
    ...extra,
  };
  spawn(exchange, deliver(exchange, callSid, callback, params));
}
