import type { Account } from '../accounts/account.ts';
import { setStanding } from '../accounts/standing.ts';
import { newSid, putRow } from '../exchange.ts';
import { rfc2822 } from '../parameters.ts';
import { readForm } from './form.ts';
import type { Operation, RestRequest } from './operation.ts';
import { pageOf } from './paging.ts';
import { notFound, RestRefusal } from './refusals.ts';
import { friendlyNameIn, timesNow } from './rows.ts';
import { accountPath } from './wire.ts';

const accounts = '/2010-04-01/Accounts';
const one = `${accounts}/{Sid}.json`;

export const accountsOperations: readonly Operation[] = [
  { id: 'CreateAccount', method: 'POST', path: `${accounts}.json`, status: 201, needsToken: true, run: createAccount },
  { id: 'ListAccount', method: 'GET', path: `${accounts}.json`, needsToken: true, run: listAccounts },
  { id: 'FetchAccount', method: 'GET', path: one, needsToken: true, run: (request) => accountJson(ours(request)) },
  { id: 'UpdateAccount', method: 'POST', path: one, needsToken: true, run: updateAccount },
];

/** Opens a subaccount. A subaccount cannot have its own. */
function createAccount({ exchange, account, form }: RestRequest) {
  readForm(form, ['FriendlyName']);
  if (account.ownerSid !== account.sid) {
    throw new RestRefusal(403, 20003, 'A subaccount cannot have subaccounts of its own');
  }
  const times = timesNow(exchange);
  const subaccount = putRow(exchange, 'accounts', {
    sid: newSid(exchange, 'AC'),
    ownerSid: account.sid,
    authToken: Buffer.from(exchange.random.bytes(16)).toString('hex'),
    friendlyName: friendlyNameIn(form) ?? `SubAccount Created at ${rfc2822(times.createdAtMs)}`,
    status: 'active',
    ...times,
  });
  return accountJson(subaccount);
}

function listAccounts({ exchange, caller, query, path }: RestRequest) {
  const wanted = { name: query.get('FriendlyName'), status: query.get('Status') };
  const found = [...exchange.world.tables.accounts.values()]
    .filter((account) => isOurs(account, caller))
    .filter(({ friendlyName }) => (wanted.name ?? friendlyName) === friendlyName)
    .filter(({ status }) => (wanted.status ?? status) === status)
    .reverse();
  return pageOf(found, { path, query, key: 'accounts', json: accountJson });
}

function updateAccount(request: RestRequest) {
  const { exchange, caller } = request;
  const form = readForm(request.form, ['FriendlyName', 'Status']);
  const account = ours(request);
  const status = form.word('Status', ['active', 'suspended', 'closed'] as const) ?? account.status;
  const friendlyName = friendlyNameIn(request.form) ?? account.friendlyName;
  if (status !== account.status && account.sid === caller.sid) {
    throw new RestRefusal(400, 20001, 'Only the status of a subaccount can be changed');
  }
  if (status !== account.status && account.status === 'closed') {
    throw new RestRefusal(400, 20001, `Account ${account.sid} is closed for good`);
  }
  const named = { ...account, friendlyName };
  if (status !== account.status) return accountJson(setStanding(exchange, named, status));
  return accountJson(putRow(exchange, 'accounts', { ...named, updatedAtMs: exchange.clock.nowMs() }));
}

function ours({ exchange, caller, part, path }: RestRequest): Account {
  const account = exchange.world.tables.accounts.get(part('Sid'));
  if (!account || !isOurs(account, caller)) throw notFound(path);
  return account;
}

function isOurs(account: Account, caller: Account): boolean {
  return account.sid === caller.sid || (account.ownerSid === caller.sid && !account.isTest);
}

function accountJson(account: Account) {
  const path = accountPath(account.sid);
  return {
    sid: account.sid,
    owner_account_sid: account.ownerSid,
    friendly_name: account.friendlyName,
    status: account.status,
    type: 'Full',
    auth_token: account.authToken,
    date_created: rfc2822(account.createdAtMs),
    date_updated: rfc2822(account.updatedAtMs),
    subresource_uris: Object.fromEntries(resources.map(([key, name]) => [key, `${path}/${name}.json`])),
    uri: `${path}.json`,
  };
}

const resources: readonly (readonly [key: string, name: string])[] = [
  ['available_phone_numbers', 'AvailablePhoneNumbers'],
  ['calls', 'Calls'],
  ['conferences', 'Conferences'],
  ['incoming_phone_numbers', 'IncomingPhoneNumbers'],
  ['notifications', 'Notifications'],
  ['outgoing_caller_ids', 'OutgoingCallerIds'],
  ['recordings', 'Recordings'],
  ['transcriptions', 'Transcriptions'],
  ['signing_keys', 'SigningKeys'],
  ['keys', 'Keys'],
  ['applications', 'Applications'],
  ['queues', 'Queues'],
  ['usage', 'Usage/Records'],
  ['balance', 'Balance'],
];
