import { newSid, putRow, removeRow } from '../exchange.ts';
import { rfc2822 } from '../parameters.ts';
import { currentValue } from '../usage/triggers.ts';
import { categories } from '../usage/usage.ts';
import { measures, recurrences, type UsageTrigger } from '../usage/usage-trigger.ts';
import { readForm } from './form.ts';
import { accountsPath, type Operation, type RestRequest } from './operation.ts';
import { pageOf } from './paging.ts';
import { RestRefusal } from './refusals.ts';
import { changeRow, friendlyNameIn, knownRow, rowsOf, timesNow } from './rows.ts';
import { accountPath } from './wire.ts';

const triggers = `${accountsPath}/Usage/Triggers`;

export const usageTriggerOperations: readonly Operation[] = [
  { id: 'CreateUsageTrigger', method: 'POST', path: `${triggers}.json`, status: 201, run: create },
  { id: 'ListUsageTrigger', method: 'GET', path: `${triggers}.json`, run: list },
  {
    id: 'FetchUsageTrigger',
    method: 'GET',
    path: `${triggers}/{Sid}.json`,
    run: (request) => json(request, knownRow(request, 'usageTriggers')),
  },
  { id: 'UpdateUsageTrigger', method: 'POST', path: `${triggers}/{Sid}.json`, run: update },
  {
    id: 'DeleteUsageTrigger',
    method: 'DELETE',
    path: `${triggers}/{Sid}.json`,
    run: (request) => removeRow(request.exchange, 'usageTriggers', knownRow(request, 'usageTriggers').sid),
  },
];

function create(request: RestRequest) {
  const { exchange, account } = request;
  const form = readForm(request.form, [
    ...['CallbackUrl', 'CallbackMethod', 'TriggerValue', 'UsageCategory', 'FriendlyName', 'Recurring', 'TriggerBy'],
  ]);
  const callback = form.target('CallbackUrl', 'CallbackMethod');
  if (!callback) throw new RestRefusal(400, 20001, 'CallbackUrl is required');
  const asked = form.text('TriggerValue')?.trim() ?? '';
  if (!/^\+?\d+(\.\d+)?$/.test(asked)) {
    throw new RestRefusal(400, 20001, `TriggerValue must be a number such as 30 or +30, not '${asked}'`);
  }
  const watched = {
    accountSid: account.sid,
    category: categoryIn(form.text('UsageCategory') ?? ''),
    measure: form.word('TriggerBy', measures) ?? 'usage',
    recurrence: form.word('Recurring', recurrences),
  };
  const trigger: UsageTrigger = {
    sid: newSid(exchange, 'UT'),
    ...watched,
    friendlyName: friendlyNameIn(request.form) ?? '',
    value: asked.replace('+', ''),
    // A value with a plus counts from what has been used so far.
    base: asked.startsWith('+') ? currentValue(exchange, watched) : 0,
    callback,
    ...timesNow(exchange),
  };
  return json(request, putRow(exchange, 'usageTriggers', trigger));
}

function categoryIn(name: string): string {
  if (categories.some((category) => category.name === name)) return name;
  const known = categories.map((category) => category.name).join(', ');
  throw new RestRefusal(400, 20001, `UsageCategory must be one of ${known}, not '${name}'`);
}

function list(request: RestRequest) {
  const { query, path } = request;
  const is = (name: string, value: string | undefined) => (query.get(name) ?? value) === value;
  const found = rowsOf(request, 'usageTriggers')
    .filter(({ recurrence }) => is('Recurring', recurrence))
    .filter(({ measure }) => is('TriggerBy', measure))
    .filter(({ category }) => is('UsageCategory', category));
  return pageOf(found, { path, query, key: 'usage_triggers', json: (trigger) => json(request, trigger) });
}

function update(request: RestRequest) {
  const form = readForm(request.form, ['CallbackUrl', 'CallbackMethod', 'FriendlyName']);
  const trigger = knownRow(request, 'usageTriggers');
  const method = form.text('CallbackMethod') ? form.method('CallbackMethod') : trigger.callback.method;
  const callback = { url: form.url('CallbackUrl') ?? trigger.callback.url, method };
  const friendlyName = friendlyNameIn(request.form) ?? trigger.friendlyName;
  return json(request, changeRow(request.exchange, 'usageTriggers', { ...trigger, callback, friendlyName }));
}

function json({ exchange }: RestRequest, trigger: UsageTrigger) {
  const path = `${accountPath(trigger.accountSid)}/Usage`;
  return {
    sid: trigger.sid,
    account_sid: trigger.accountSid,
    api_version: '2010-04-01',
    friendly_name: trigger.friendlyName,
    callback_url: trigger.callback.url,
    callback_method: trigger.callback.method,
    usage_category: trigger.category,
    trigger_by: trigger.measure,
    trigger_value: String(trigger.base + Number(trigger.value)),
    current_value: String(currentValue(exchange, trigger)),
    recurring: trigger.recurrence ?? null,
    usage_record_uri: `${path}/Records.json?Category=${trigger.category}`,
    date_fired: trigger.firedAtMs === undefined ? null : rfc2822(trigger.firedAtMs),
    date_created: rfc2822(trigger.createdAtMs),
    date_updated: rfc2822(trigger.updatedAtMs),
    uri: `${path}/Triggers/${trigger.sid}.json`,
  };
}
