import { newSid, putRow, removeRow } from '../exchange.ts';
import {
  type MessageSubscription,
  mostContentCharacters,
  sendToDevice,
  type UserDefinedMessage,
} from '../messages/user-defined-message.ts';
import { rfc2822 } from '../parameters.ts';
import { knownCall } from './calls.ts';
import { liveLine } from './forks.ts';
import { readForm } from './form.ts';
import { accountsPath, type Operation, type RestRequest } from './operation.ts';
import { notFound, RestRefusal } from './refusals.ts';
import { accountPath } from './wire.ts';

const call = `${accountsPath}/Calls/{CallSid}`;

export const userDefinedMessageOperations: readonly Operation[] = [
  {
    id: 'CreateUserDefinedMessage',
    method: 'POST',
    path: `${call}/UserDefinedMessages.json`,
    status: 201,
    run: createMessage,
  },
  {
    id: 'CreateUserDefinedMessageSubscription',
    method: 'POST',
    path: `${call}/UserDefinedMessageSubscriptions.json`,
    status: 201,
    run: createSubscription,
  },
  {
    id: 'DeleteUserDefinedMessageSubscription',
    method: 'DELETE',
    path: `${call}/UserDefinedMessageSubscriptions/{Sid}.json`,
    run: deleteSubscription,
  },
];

/**
 * Sends a message to the device that is on the call.
 *
 * @see https://www.twilio.com/docs/voice/api/userdefinedmessage-resource (read 2026-11-21)
 */
function createMessage(request: RestRequest) {
  const { exchange, form } = request;
  const read = readForm(form, ['Content', 'IdempotencyKey']);
  const content = read.text('Content');
  const key = read.text('IdempotencyKey');
  if (content === undefined) throw new RestRefusal(400, 20001, 'Content is required');
  if (content.length > mostContentCharacters)
    throw new RestRefusal(400, 32703, `Content must not be longer than ${mostContentCharacters} characters`);
  if (!isJson(content)) throw new RestRefusal(400, 20001, 'Content must be JSON');
  const { callSid } = liveLine(request);
  const known = sentBefore(exchange.world.tables.userDefinedMessages, callSid, key);
  if (known) return messageJson(known);
  const row = { ...madeFor(request, 'KX', key), content };
  // Unconfirmed: the number of the refusal.
  if (!sendToDevice(exchange, callSid, row))
    throw new RestRefusal(400, 20001, 'No device of the Voice SDK is on this call');
  return messageJson(putRow(exchange, 'userDefinedMessages', row));
}

function createSubscription(request: RestRequest) {
  const { exchange, form } = request;
  const read = readForm(form, ['Callback', 'Method', 'IdempotencyKey']);
  const callback = read.target('Callback', 'Method');
  const key = read.text('IdempotencyKey');
  if (!callback) throw new RestRefusal(400, 20001, 'Callback is required');
  const { callSid } = liveLine(request);
  const known = sentBefore(exchange.world.tables.messageSubscriptions, callSid, key);
  return subscriptionJson(
    known ?? putRow(exchange, 'messageSubscriptions', { ...madeFor(request, 'ZY', key), callback }),
  );
}

function deleteSubscription(request: RestRequest): void {
  const { exchange, part, path } = request;
  const { sid: callSid } = knownCall(request, 'CallSid');
  const row = exchange.world.tables.messageSubscriptions.get(part('Sid'));
  if (row?.callSid !== callSid) throw notFound(path);
  removeRow(exchange, 'messageSubscriptions', row.sid);
}

function madeFor({ exchange, account, part }: RestRequest, prefix: string, key: string | undefined) {
  const sid = newSid(exchange, prefix);
  const createdAtMs = exchange.clock.nowMs();
  return { sid, accountSid: account.sid, callSid: part('CallSid'), createdAtMs, ...(key === undefined ? {} : { key }) };
}

// A request that is sent again with its key is carried out once.
function sentBefore<Row extends { callSid: string; key?: string }>(
  rows: ReadonlyMap<string, Row>,
  callSid: string,
  key: string | undefined,
): Row | undefined {
  if (key === undefined) return undefined;
  return [...rows.values()].find((row) => row.callSid === callSid && row.key === key);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function messageJson({ sid, accountSid, callSid, createdAtMs }: UserDefinedMessage) {
  return { sid, account_sid: accountSid, call_sid: callSid, date_created: rfc2822(createdAtMs) };
}

function subscriptionJson({ sid, accountSid, callSid, createdAtMs }: MessageSubscription) {
  return {
    sid,
    account_sid: accountSid,
    call_sid: callSid,
    date_created: rfc2822(createdAtMs),
    uri: `${accountPath(accountSid)}/Calls/${callSid}/UserDefinedMessageSubscriptions/${sid}.json`,
  };
}
