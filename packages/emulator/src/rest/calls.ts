import { type Call, hasEnded } from '../call.ts';
import { endCall } from '../ending.ts';
import { type Exchange, noteCall } from '../exchange.ts';
import { placeCall } from '../placing.ts';
import { redirectLine } from '../running.ts';
import { callOf } from '../world.ts';
import { callFrom, statusFrom } from './call-parameters.ts';
import { type Form, readForm } from './form.ts';
import { accountsPath, type Operation, type RestRequest } from './operation.ts';
import { fitsDates, pageOf } from './paging.ts';
import { notFound, notInProgress, RestRefusal } from './refusals.ts';
import { callJson } from './wire.ts';

const callsPath = `${accountsPath}/Calls`;

export const callOperations: readonly Operation[] = [
  { id: 'CreateCall', method: 'POST', path: `${callsPath}.json`, status: 201, run: createCall },
  { id: 'ListCall', method: 'GET', path: `${callsPath}.json`, run: listCalls },
  {
    id: 'FetchCall',
    method: 'GET',
    path: `${callsPath}/{Sid}.json`,
    run: (request) => json(request, knownCall(request)),
  },
  { id: 'UpdateCall', method: 'POST', path: `${callsPath}/{Sid}.json`, run: updateCall },
  { id: 'DeleteCall', method: 'DELETE', path: `${callsPath}/{Sid}.json`, run: deleteCall },
];

function createCall({ exchange, account, form }: RestRequest) {
  const sid = placeCall(exchange, callFrom(exchange, account.sid, form));
  return callJson(exchange, callOf(exchange.world, sid));
}

function json({ exchange }: RestRequest, call: Call) {
  return callJson(exchange, call);
}

function listCalls(request: RestRequest) {
  const { exchange, account, query, path } = request;
  const calls = [...exchange.world.calls.values()]
    .filter((call) => call.accountSid === account.sid && !call.isDeleted && fits(call, query))
    .reverse();
  return pageOf(calls, { path, query, key: 'calls', json: (call) => json(request, call) });
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
function updateCall(request: RestRequest) {
  const { exchange } = request;
  const form = readForm(request.form, [
    ...['Url', 'Method', 'Twiml', 'Status', 'FallbackUrl', 'FallbackMethod', 'TimeLimit'],
    ...['StatusCallback', 'StatusCallbackMethod'],
  ]);
  const call = knownCall(request);
  const status = form.word('Status', ['canceled', 'completed'] as const);
  if (form.text('TimeLimit'))
    throw new RestRefusal(400, 20001, 'The emulator cannot change the TimeLimit of a live call');
  if (status) end(exchange, call, status);
  else redirect(exchange, call, form);
  return callJson(exchange, callOf(exchange.world, call.sid));
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
  const fallback = form.target('FallbackUrl', 'FallbackMethod') ?? call.plan.fallback;
  const status = statusFrom(form) ?? call.plan.status;
  noteCall(exchange, call.sid, { type: 'redirected', plan: { document, twiml, fallback, status } });
  const line = exchange.lines.get(call.sid);
  if (call.status !== 'in-progress' || !line) return;
  redirectLine(exchange, line, document ?? { twiml: twiml ?? '', isUpdate: true });
}

function deleteCall(request: RestRequest): void {
  const call = knownCall(request);
  if (!hasEnded(call)) throw new RestRefusal(409, 20009, 'Cannot delete a call that has not ended.');
  noteCall(request.exchange, call.sid, { type: 'deleted' });
}

/** The call that the path names by `part`; refuses what is unknown, deleted or another account's. */
export function knownCall({ exchange, account, part, path }: RestRequest, name = 'Sid'): Call {
  const call = exchange.world.calls.get(part(name));
  if (!call || call.isDeleted || call.accountSid !== account.sid) throw notFound(path);
  return call;
}
