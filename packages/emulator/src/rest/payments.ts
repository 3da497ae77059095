import type { Target } from '../call.ts';
import { type Exchange, putRow } from '../exchange.ts';
import { rfc2822 } from '../parameters.ts';
import type { CardType } from '../payments/card.ts';
import { type Piece, piecesOf } from '../payments/pieces.ts';
import { faultInPlan, type PaymentPlan, usualPlan } from '../payments/plan.ts';
import {
  beginPayment,
  cancelPayment,
  capturePiece,
  completePayment,
  type PaymentRow,
  type PaymentSession,
  stillRequired,
} from '../payments/session.ts';
import { liveLine, noteIgnored } from './forks.ts';
import { type Form, readForm } from './form.ts';
import { accountsPath, type Operation, type RestRequest } from './operation.ts';
import { notFound, RestRefusal } from './refusals.ts';
import { accountPath } from './wire.ts';

const payments = `${accountsPath}/Calls/{CallSid}/Payments`;

export const paymentOperations: readonly Operation[] = [
  { id: 'CreatePayments', method: 'POST', path: `${payments}.json`, status: 201, run: createPayment },
  { id: 'UpdatePayments', method: 'POST', path: `${payments}/{Sid}.json`, status: 202, run: updatePayment },
];

const known = [
  ...['IdempotencyKey', 'StatusCallback', 'BankAccountType', 'ChargeAmount', 'Currency', 'Description', 'Input'],
  ...['MinPostalCodeLength', 'Parameter', 'PaymentConnector', 'PaymentMethod', 'PostalCode', 'SecurityCode'],
  ...['Timeout', 'TokenType', 'ValidCardTypes'],
];

/**
 * Begins a payment that an agent guides: nothing is said, and the caller's keys are heard by nobody.
 *
 * @see https://www.twilio.com/docs/voice/api/payment-resource (stored copy, read 2026-11-21)
 */
function createPayment(request: RestRequest) {
  const { exchange } = request;
  const form = readForm(request.form, known);
  const asked = askedOf(form);
  const plan = planOf(form);
  const line = liveLine(request);
  const before = [...exchange.world.tables.payments.values()].find(
    ({ callSid, keys }) => callSid === line.callSid && keys[0] === asked.key,
  );
  if (before) return paymentJson(before);
  const fault = faultInPlan(plan, exchange.settings.paymentConnectors);
  if (fault) throw new RestRefusal(400, fault.code, fault.error);
  if (exchange.payments.has(line.callSid)) throw invalidOperation('A payment is under way on this call already');
  for (const name of ['Currency', 'Description', 'Parameter'] as const) {
    if (form.text(name) !== undefined)
      noteIgnored(request, line, `${name} of a payment has no effect: nobody is charged`);
  }
  return paymentJson(beginPayment(exchange, line, { plan, ...asked }));
}

const pieces = [
  ...(['payment-card-number', 'expiration-date', 'security-code', 'postal-code'] as const),
  ...(['bank-routing-number', 'bank-account-number'] as const),
];

function updatePayment(request: RestRequest) {
  const { exchange, part, path } = request;
  const form = readForm(request.form, ['IdempotencyKey', 'StatusCallback', 'Capture', 'Status']);
  const { callback, key } = askedOf(form);
  const capture = form.word('Capture', pieces, 64020);
  const status = form.word('Status', ['complete', 'cancel'] as const, 64020);
  if ((capture === undefined) === (status === undefined))
    throw new RestRefusal(400, 20001, 'Give either Capture or Status');
  const line = liveLine(request);
  const row = exchange.world.tables.payments.get(part('Sid'));
  if (row?.callSid !== line.callSid) throw notFound(path);
  if (row.keys.includes(key)) return paymentJson(row);
  const session = exchange.payments.get(line.callSid);
  if (session?.sid !== row.sid) throw invalidOperation('This payment is over');
  refuseEarly(session, { capture, status });
  session.callback = callback;
  const updated = { ...row, updatedAtMs: exchange.clock.nowMs(), keys: [...row.keys, key] };
  putRow(exchange, 'payments', updated);
  carryOut(exchange, session, { capture, status });
  return paymentJson(updated);
}

interface Update {
  capture?: Piece;
  status?: 'complete' | 'cancel';
}

function refuseEarly(session: PaymentSession, { capture, status }: Update): void {
  const isBank = capture?.startsWith('bank-') === true;
  if (capture && isBank !== (session.plan.method === 'ach-debit'))
    throw new RestRefusal(400, 64020, `A payment by ${session.plan.method} has no ${capture}`);
  if (capture && !piecesOf(session.plan).includes(capture))
    throw new RestRefusal(400, 64020, `This payment does not ask for ${capture}`);
  const missing = stillRequired(session);
  // Unconfirmed: whether Twilio refuses this or tells the callback.
  if (status === 'complete' && missing !== '') throw invalidOperation(`The caller has yet to put in ${missing}`);
}

function carryOut(exchange: Exchange, session: PaymentSession, { capture, status }: Update): void {
  if (capture) capturePiece(exchange, session, capture);
  else if (status === 'complete') completePayment(exchange, session);
  else cancelPayment(exchange, session);
}

function askedOf(form: Form): { callback: Target; key: string } {
  const key = form.text('IdempotencyKey');
  const url = form.url('StatusCallback');
  if (key === undefined) throw new RestRefusal(400, 20001, 'IdempotencyKey is required');
  if (url === undefined) throw new RestRefusal(400, 20001, 'StatusCallback is required');
  return { key, callback: { url, method: 'POST' } };
}

const cardTypes = [
  ...(['visa', 'mastercard', 'amex', 'maestro', 'discover', 'optima', 'jcb', 'diners-club', 'enroute'] as const),
];

function planOf(form: Form): PaymentPlan {
  const accounts = ['consumer-checking', 'consumer-savings', 'commercial-checking'] as const;
  form.word('Input', ['dtmf'] as const, 64020);
  const amount = form.text('ChargeAmount') ?? '';
  const seconds = form.integer('Timeout', { least: 1, most: 600, code: 64020 }) ?? 5;
  return {
    method: form.word('PaymentMethod', ['credit-card', 'ach-debit'] as const, 64020) ?? usualPlan.method,
    connector: form.text('PaymentConnector') ?? usualPlan.connector,
    chargeAmount: Number(amount) === 0 ? '' : amount,
    currency: form.text('Currency') ?? usualPlan.currency,
    tokenType: form.word('TokenType', ['one-time', 'reusable', 'payment-method'] as const, 64020) ?? 'reusable',
    bankAccountType: form.word('BankAccountType', accounts, 64020) ?? usualPlan.bankAccountType,
    needsSecurityCode: form.flag('SecurityCode') ?? true,
    needsPostalCode: form.flag('PostalCode') ?? true,
    minPostalCodeLength: form.integer('MinPostalCodeLength', { least: 1, most: 10, code: 64020 }) ?? 1,
    timeoutMs: seconds * 1000,
    attempts: usualPlan.attempts,
    validCardTypes: cardTypesIn(form) ?? usualPlan.validCardTypes,
  };
}

function cardTypesIn(form: Form): CardType[] | undefined {
  const named = form.all('ValidCardTypes');
  const types = cardTypes.filter((type) => named.includes(type));
  if (types.length < new Set(named).size)
    throw new RestRefusal(400, 64020, `ValidCardTypes may name ${cardTypes.join(', ')}, not '${named.join(' ')}'`);
  return types.length === 0 ? undefined : types;
}

// https://www.twilio.com/docs/api/errors/64021 (read 2026-11-21)
function invalidOperation(message: string): RestRefusal {
  return new RestRefusal(400, 64021, message);
}

function paymentJson({ sid, accountSid, callSid, createdAtMs, updatedAtMs }: PaymentRow) {
  return {
    sid,
    account_sid: accountSid,
    call_sid: callSid,
    date_created: rfc2822(createdAtMs),
    date_updated: rfc2822(updatedAtMs),
    uri: `${accountPath(accountSid)}/Calls/${callSid}/Payments/${sid}.json`,
  };
}
