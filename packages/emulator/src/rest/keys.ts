import type { ApiKey } from '../accounts/api-key.ts';
import { newSid, putRow, removeRow } from '../exchange.ts';
import { rfc2822 } from '../parameters.ts';
import { readForm } from './form.ts';
import { accountsPath, type Operation, type RestRequest } from './operation.ts';
import { pageOf } from './paging.ts';
import { changeRow, friendlyNameIn, knownRow, rowsOf, timesNow } from './rows.ts';

// SigningKeys is an older name of Keys: both show the same keys.
export const keyOperations: readonly Operation[] = [
  ...operationsFor({ folder: 'Keys', key: 'keys', noun: 'Key' }),
  ...operationsFor({ folder: 'SigningKeys', key: 'signing_keys', noun: 'SigningKey' }),
];

function operationsFor({ folder, key, noun }: { folder: string; key: string; noun: string }): Operation[] {
  const path = `${accountsPath}/${folder}`;
  const one = `${path}/{Sid}.json`;
  const all: Operation[] = [
    { id: `CreateNew${noun}`, method: 'POST', path: `${path}.json`, status: 201, run: createKey },
    { id: `List${noun}`, method: 'GET', path: `${path}.json`, run: (request) => listKeys(request, key) },
    { id: `Fetch${noun}`, method: 'GET', path: one, run: (request) => keyJson(knownRow(request, 'keys')) },
    { id: `Update${noun}`, method: 'POST', path: one, run: updateKey },
    {
      id: `Delete${noun}`,
      method: 'DELETE',
      path: one,
      run: (request) => removeRow(request.exchange, 'keys', knownRow(request, 'keys').sid),
    },
  ];
  return all.map((operation) => ({ ...operation, needsToken: true }));
}

function createKey({ exchange, account, form }: RestRequest) {
  readForm(form, ['FriendlyName']);
  const secret = Buffer.from(exchange.random.bytes(24)).toString('base64url');
  const named = { sid: newSid(exchange, 'SK'), accountSid: account.sid, friendlyName: friendlyNameIn(form) ?? '' };
  const key = putRow(exchange, 'keys', { ...named, secret, ...timesNow(exchange) });
  return { ...keyJson(key), secret };
}

function listKeys(request: RestRequest, key: string) {
  const { query, path } = request;
  return pageOf(rowsOf(request, 'keys'), { path, query, key, json: keyJson });
}

function updateKey(request: RestRequest) {
  readForm(request.form, ['FriendlyName']);
  const key = knownRow(request, 'keys');
  const friendlyName = friendlyNameIn(request.form) ?? key.friendlyName;
  return keyJson(changeRow(request.exchange, 'keys', { ...key, friendlyName }));
}

function keyJson({ sid, friendlyName, createdAtMs, updatedAtMs }: ApiKey) {
  const dates = { date_created: rfc2822(createdAtMs), date_updated: rfc2822(updatedAtMs) };
  return { sid, friendly_name: friendlyName, ...dates };
}
