import { removeRow } from '../exchange.ts';
import { type CallerId, callerIdAt, mayCallFrom } from '../numbers/caller-id.ts';
import { requestValidation } from '../numbers/validation.ts';
import { rfc2822 } from '../parameters.ts';
import { dialable } from '../telephone.ts';
import { readForm } from './form.ts';
import { accountsPath, type Operation, type RestRequest } from './operation.ts';
import { pageOf } from './paging.ts';
import { RestRefusal } from './refusals.ts';
import { changeRow, friendlyNameIn, knownRow, rowsOf } from './rows.ts';
import { accountPath } from './wire.ts';

const callerIds = `${accountsPath}/OutgoingCallerIds`;

export const callerIdOperations: readonly Operation[] = [
  { id: 'CreateValidationRequest', method: 'POST', path: `${callerIds}.json`, run: validate },
  { id: 'ListOutgoingCallerId', method: 'GET', path: `${callerIds}.json`, run: list },
  {
    id: 'FetchOutgoingCallerId',
    method: 'GET',
    path: `${callerIds}/{Sid}.json`,
    run: (request) => callerIdJson(knownRow(request, 'callerIds')),
  },
  { id: 'UpdateOutgoingCallerId', method: 'POST', path: `${callerIds}/{Sid}.json`, run: rename },
  {
    id: 'DeleteOutgoingCallerId',
    method: 'DELETE',
    path: `${callerIds}/{Sid}.json`,
    run: (request) => removeRow(request.exchange, 'callerIds', knownRow(request, 'callerIds').sid),
  },
];

/** Calls the number and asks for the code of the answer; whoever types it proves to hold the number. */
function validate({ exchange, account, form: params }: RestRequest) {
  const form = readForm(params, [
    ...['PhoneNumber', 'FriendlyName', 'CallDelay', 'Extension', 'StatusCallback', 'StatusCallbackMethod'],
  ]);
  const asked = form.text('PhoneNumber') ?? '';
  const phoneNumber = dialable(asked);
  if (!phoneNumber) throw new RestRefusal(400, 21211, `PhoneNumber is not valid: '${asked}'`);
  if (callerIdAt(exchange, account.sid, phoneNumber) || mayCallFrom(exchange, account.sid, phoneNumber)) {
    throw new RestRefusal(400, 21450, `Phone number is already validated for your account: ${phoneNumber}`);
  }
  const friendlyName = friendlyNameIn(params) ?? phoneNumber;
  const request = {
    ...{ accountSid: account.sid, phoneNumber, friendlyName },
    delaySeconds: form.integer('CallDelay', { least: 0, most: 60, code: 21454 }) ?? 0,
    extension: extensionIn(form.text('Extension')),
    callback: form.target('StatusCallback', 'StatusCallbackMethod'),
  };
  const { code, callSid } = requestValidation(exchange, request);
  return {
    account_sid: account.sid,
    phone_number: phoneNumber,
    friendly_name: friendlyName,
    validation_code: code,
    call_sid: callSid,
  };
}

function extensionIn(text: string | undefined): string | undefined {
  if (text === undefined || /^[0-9*#w]{1,32}$/i.test(text)) return text;
  throw new RestRefusal(400, 20001, `Extension must be keys of a telephone, not '${text}'`);
}

function list(request: RestRequest) {
  const { query, path } = request;
  const number = query.get('PhoneNumber')?.replace(/^ /, '+');
  const name = query.get('FriendlyName');
  const found = rowsOf(request, 'callerIds')
    .filter(({ phoneNumber }) => (number ?? phoneNumber) === phoneNumber)
    .filter(({ friendlyName }) => (name ?? friendlyName) === friendlyName);
  return pageOf(found, { path, query, key: 'outgoing_caller_ids', json: callerIdJson });
}

function rename(request: RestRequest) {
  readForm(request.form, ['FriendlyName']);
  const callerId = knownRow(request, 'callerIds');
  const friendlyName = friendlyNameIn(request.form) ?? callerId.friendlyName;
  return callerIdJson(changeRow(request.exchange, 'callerIds', { ...callerId, friendlyName }));
}

function callerIdJson(callerId: CallerId) {
  return {
    sid: callerId.sid,
    account_sid: callerId.accountSid,
    phone_number: callerId.phoneNumber,
    friendly_name: callerId.friendlyName,
    date_created: rfc2822(callerId.createdAtMs),
    date_updated: rfc2822(callerId.updatedAtMs),
    uri: `${accountPath(callerId.accountSid)}/OutgoingCallerIds/${callerId.sid}.json`,
  };
}
