import { type Call, hasEnded } from '../call.ts';
import { noteCall } from '../exchange.ts';
import { placeCall } from '../placing.ts';
import { dialable } from '../telephone.ts';
import { callOf } from '../world.ts';
import { callFrom, warningsOf } from './call-parameters.ts';
import { changeCall } from './call-update.ts';
import { accountsPath, type Operation, type RestRequest } from './operation.ts';
import { fitsDates, pageOf, pageSizeIn } from './paging.ts';
import { notFound, RestRefusal } from './refusals.ts';
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
  const asked = callFrom(exchange, account.sid, form);
  const sid = placeCall(exchange, asked);
  for (const warning of warningsOf(form, asked)) {
    noteCall(exchange, sid, { type: 'warned', level: 'warning', ...warning });
  }
  return callJson(exchange, callOf(exchange.world, sid));
}

function json({ exchange }: RestRequest, call: Call) {
  return callJson(exchange, call);
}

function listCalls(request: RestRequest) {
  const { exchange, account, query, path } = request;
  const wanted = { to: partyIn(query, 'To'), from: partyIn(query, 'From') };
  const fits = (call: Call) =>
    call.accountSid === account.sid &&
    !call.isDeleted &&
    (wanted.to ?? call.to) === call.to &&
    (wanted.from ?? call.from) === call.from &&
    (query.get('Status') ?? call.status) === call.status &&
    (query.get('ParentCallSid') ?? call.parentSid) === call.parentSid &&
    fitsDates(query, 'StartTime', call.dialledAtMs ?? call.createdAtMs) &&
    fitsDates(query, 'EndTime', call.endedAtMs);
  const calls = aroundPage([...exchange.world.calls.values()].reverse(), query, fits);
  return pageOf(calls, { path, query, key: 'calls', json: (call) => json(request, call) });
}

function partyIn(query: URLSearchParams, name: string): string | undefined {
  const text = query.get(name) || undefined;
  return text === undefined ? undefined : (dialable(text) ?? text);
}

/**
 * As many of the calls that fit as the page needs: from the call that its token names to one beyond its end. Among 100,000
 * calls most are not looked at.
 */
function aroundPage(newestFirst: Call[], query: URLSearchParams, fits: (call: Call) => boolean): Call[] {
  const token = query.get('PageToken') ?? '';
  if (token.startsWith('PB')) return newestFirst.filter(fits);
  const at = token === '' ? -1 : newestFirst.findIndex(({ sid }) => sid === token.slice(2));
  const page = at < 0 ? Math.max(0, Math.floor(Number(query.get('Page')) || 0)) : 0;
  const most = (page + 1) * pageSizeIn(query) + 1;
  const anchor = newestFirst[at];
  const found: Call[] = [];
  for (let index = at + 1; index < newestFirst.length && found.length < most; index += 1) {
    const call = newestFirst[index];
    if (call && fits(call)) found.push(call);
  }
  return anchor ? [anchor, ...found] : found;
}

function updateCall(request: RestRequest) {
  const { exchange, form } = request;
  const call = knownCall(request);
  changeCall(exchange, call, form);
  return callJson(exchange, callOf(exchange.world, call.sid));
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
