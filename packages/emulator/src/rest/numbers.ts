import parse from 'libphonenumber-js/max';
import { putRow, removeRow } from '../exchange.ts';
import { type IncomingNumber, numberAt } from '../numbers/incoming-number.ts';
import { offerOf } from '../numbers/inventory.ts';
import { type NumberType, typeOf } from '../numbers/number-type.ts';
import { offered } from '../numbers/search.ts';
import { dialable } from '../telephone.ts';
import { changedNumber, newNumber, numberJson } from './number-json.ts';
import { accountsPath, type Operation, type RestRequest } from './operation.ts';
import { pageOf } from './paging.ts';
import { RestRefusal } from './refusals.ts';
import { changeRow, knownRow, rowsOf } from './rows.ts';

const numbers = `${accountsPath}/IncomingPhoneNumbers`;

const typed: readonly { folder: string; type: NumberType }[] = [
  { folder: 'Local', type: 'local' },
  { folder: 'Mobile', type: 'mobile' },
  { folder: 'TollFree', type: 'tollfree' },
];

export const numberOperations: readonly Operation[] = [
  ...typed.flatMap(({ folder, type }): Operation[] => {
    const path = `${numbers}/${folder}.json`;
    const id = `IncomingPhoneNumber${folder}`;
    return [
      { id: `Create${id}`, method: 'POST', path, status: 201, run: (request) => buy(request, type) },
      { id: `List${id}`, method: 'GET', path, run: (request) => list(request, type) },
    ];
  }),
  { id: 'CreateIncomingPhoneNumber', method: 'POST', path: `${numbers}.json`, status: 201, run: (r) => buy(r) },
  { id: 'ListIncomingPhoneNumber', method: 'GET', path: `${numbers}.json`, run: (request) => list(request) },
  {
    id: 'FetchIncomingPhoneNumber',
    method: 'GET',
    path: `${numbers}/{Sid}.json`,
    run: (request) => numberJson(knownRow(request, 'numbers')),
  },
  { id: 'UpdateIncomingPhoneNumber', method: 'POST', path: `${numbers}/{Sid}.json`, run: update },
  {
    id: 'DeleteIncomingPhoneNumber',
    method: 'DELETE',
    path: `${numbers}/{Sid}.json`,
    run: (request) => removeRow(request.exchange, 'numbers', knownRow(request, 'numbers').sid),
  },
];

/** Buys a number that is on offer: the one that is named, or one in an area code. */
function buy(request: RestRequest, type?: NumberType) {
  const phoneNumber = chosen(request, type);
  return numberJson(putRow(request.exchange, 'numbers', newNumber(request, phoneNumber)));
}

function chosen(request: RestRequest, type: NumberType | undefined): string {
  const { exchange, form } = request;
  const asked = form.get('PhoneNumber');
  if (!asked) return inAreaCode(request, form.get('AreaCode'));
  const number = dialable(asked);
  if (!number || !parse(number)?.isPossible()) throw new RestRefusal(400, 21421, `PhoneNumber is invalid: ${asked}`);
  const offer = numberAt(exchange, number) ? undefined : offerOf(number);
  if (!offer || (type !== undefined && offer.block.type !== type)) {
    throw new RestRefusal(400, 21422, `${number} is not available: buy a number that AvailablePhoneNumbers lists`);
  }
  return number;
}

function inAreaCode({ exchange }: RestRequest, areaCode: string | null): string {
  if (!areaCode) throw new RestRefusal(400, 21421, 'PhoneNumber or AreaCode is required');
  if (!/^[2-9]\d\d$/.test(areaCode)) throw new RestRefusal(400, 21451, `AreaCode is invalid: ${areaCode}`);
  const query = new URLSearchParams({ AreaCode: areaCode });
  for (const country of ['US', 'CA']) {
    for (const { phoneNumber } of offered(exchange, { country, type: 'local', query })) return phoneNumber;
  }
  throw new RestRefusal(400, 21452, `No phone numbers found in area code ${areaCode}`);
}

function list(request: RestRequest, type?: NumberType) {
  const { query, path } = request;
  const name = query.get('FriendlyName');
  const pattern = partOfNumber(query.get('PhoneNumber') ?? '');
  const found = rowsOf(request, 'numbers')
    .filter(({ friendlyName }) => (name ?? friendlyName) === friendlyName)
    .filter(({ phoneNumber }) => pattern.test(phoneNumber))
    .filter(({ phoneNumber }) => type === undefined || typeOf(phoneNumber) === type)
    .filter(() => query.get('Origin') !== 'hosted');
  return pageOf(found, { path, query, key: 'incoming_phone_numbers', json: numberJson });
}

// Part of a number, in which * is any digit. A form turns the + in front into a space.
function partOfNumber(text: string): RegExp {
  const digits = text.replace(/^ /, '+').replace(/[^\d*+]/g, '');
  return new RegExp(digits.replaceAll('+', '\\+').replaceAll('*', '\\d'));
}

/** Changes a number; with AccountSid it moves to another account of the same owner. */
function update(request: RestRequest) {
  const { exchange, form } = request;
  const number: IncomingNumber = changedNumber(request, knownRow(request, 'numbers'), ['AccountSid']);
  const accountSid = form.get('AccountSid') || number.accountSid;
  if (accountSid !== number.accountSid) {
    const other = exchange.world.tables.accounts.get(accountSid);
    if (other?.ownerSid !== request.account.ownerSid || other.status !== 'active' || other.isTest) {
      throw new RestRefusal(400, 20001, `A number cannot be moved to the account ${accountSid}`);
    }
  }
  return numberJson(changeRow(exchange, 'numbers', { ...number, accountSid }));
}
