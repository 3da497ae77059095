import { type Call, hasEnded } from '../call.ts';
import { endCall } from '../ending.ts';
import { type Exchange, noteCall } from '../exchange.ts';
import { placeCall } from '../placing.ts';
import { redirectLine } from '../running.ts';
import { callOf } from '../world.ts';
import { callFrom, statusFrom } from './call-parameters.ts';
import { type Form, readForm } from './form.ts';
import { fitsDates, pageOf } from './paging.ts';
import { notFound, notInProgress, RestRefusal } from './refusals.ts';
import { accountPath, callJson } from './wire.ts';

/** Accepts a call; resolves when it is on disk. */
export async function createCall(exchange: Exchange, params: URLSearchParams) {
  const sid = placeCall(exchange, callFrom(exchange, params));
  const json = callJson(exchange, callOf(exchange.world, sid));
  await exchange.clock.during(exchange.journal.flushed());
  return json;
}

export function fetchCall(exchange: Exchange, sid: string) {
  return callJson(exchange, knownCall(exchange, sid));
}

export function listCalls(exchange: Exchange, query: URLSearchParams) {
  const calls = [...exchange.world.calls.values()].filter((call) => !call.isDeleted && fits(call, query)).reverse();
  const json = (call: Call) => callJson(exchange, call);
  return pageOf(calls, { path: `${accountPath(exchange)}/Calls.json`, query, key: 'calls', json });
}

function fits(call: Call, query: URLSearchParams): boolean {
  const equal = (name: string, value: string | undefined) => (query.get(name) ?? value) === value;
  return (
    equal('To', call.to) &&
    equal('From', call.from) &&
    equal('Status', call.status) &&
    equal('ParentCallSid', call.parentSid) &&
    fitsDates(query, 'StartTime', call.dialledAtMs ?? call.createdAtMs) &&
    fitsDates(query, 'EndTime', call.endedAtMs)
  );
}

/** Ends a live call or sends it to another document. */
export async function updateCall(exchange: Exchange, sid: string, params: URLSearchParams) {
  const form = readForm(params, [
    ...['Url', 'Method', 'Twiml', 'Status', 'FallbackUrl', 'FallbackMethod', 'TimeLimit'],
    ...['StatusCallback', 'StatusCallbackMethod'],
  ]);
  const call = knownCall(exchange, sid);
  const status = form.word('Status', ['canceled', 'completed'] as const);
  if (form.text('TimeLimit'))
    throw new RestRefusal(400, 20001, 'The emulator cannot change the TimeLimit of a live call');
  if (status) end(exchange, call, status);
  else redirect(exchange, call, form);
  await exchange.clock.during(exchange.journal.flushed());
  return callJson(exchange, callOf(exchange.world, sid));
}

function end(exchange: Exchange, call: Call, status: 'canceled' | 'completed'): void {
  if (hasEnded(call) || (status === 'canceled' && call.status === 'in-progress')) throw notInProgress();
  if (call.status === 'in-progress') endCall(exchange, call.sid, 'completed', 200);
  else endCall(exchange, call.sid, 'canceled', 487);
}

function redirect(exchange: Exchange, call: Call, form: Form): void {
  const document = form.target('Url', 'Method');
  const twiml = document ? undefined : form.text('Twiml');
  if (!document && twiml === undefined)
    throw new RestRefusal(400, 20001, 'Nothing to update: give Status, Url or Twiml');
  if (hasEnded(call)) throw notInProgress();
  if (call.direction === 'outbound-dial') {
    throw new RestRefusal(400, 20001, 'The emulator cannot redirect the child leg of a <Dial>');
  }
  const fallback = form.target('FallbackUrl', 'FallbackMethod') ?? call.plan.fallback;
  const status = statusFrom(form) ?? call.plan.status;
  noteCall(exchange, call.sid, { type: 'redirected', plan: { document, twiml, fallback, status } });
  const line = exchange.lines.get(call.sid);
  if (call.status !== 'in-progress' || !line) return;
  redirectLine(line, document ?? { twiml: twiml ?? '' });
}

export function deleteCall(exchange: Exchange, sid: string): void {
  const call = knownCall(exchange, sid);
  if (!hasEnded(call)) throw new RestRefusal(409, 20009, 'Cannot delete a call that has not ended.');
  noteCall(exchange, sid, { type: 'deleted' });
}

export function knownCall(exchange: Exchange, sid: string): Call {
  const call = exchange.world.calls.get(sid);
  if (!call || call.isDeleted) throw notFound(`${accountPath(exchange)}/Calls/${sid}.json`);
  return call;
}
