import type { TwimlApplication } from '../applications/application.ts';
import { newSid, putRow, removeRow } from '../exchange.ts';
import { rfc2822 } from '../parameters.ts';
import { readForm } from './form.ts';
import { flagIn, hookNames, hooksFrom, noHooks, urlIn } from './hooks-form.ts';
import { accountsPath, type Operation, type RestRequest } from './operation.ts';
import { pageOf } from './paging.ts';
import { changeRow, friendlyNameIn, knownRow, rowsOf, timesNow } from './rows.ts';
import { accountPath } from './wire.ts';

const applications = `${accountsPath}/Applications`;

export const applicationOperations: readonly Operation[] = [
  { id: 'CreateApplication', method: 'POST', path: `${applications}.json`, status: 201, run: createApplication },
  { id: 'ListApplication', method: 'GET', path: `${applications}.json`, run: listApplications },
  {
    id: 'FetchApplication',
    method: 'GET',
    path: `${applications}/{Sid}.json`,
    run: (request) => applicationJson(knownRow(request, 'applications')),
  },
  { id: 'UpdateApplication', method: 'POST', path: `${applications}/{Sid}.json`, run: updateApplication },
  {
    id: 'DeleteApplication',
    method: 'DELETE',
    path: `${applications}/{Sid}.json`,
    run: (request) => removeRow(request.exchange, 'applications', knownRow(request, 'applications').sid),
  },
];

const known = [
  ...['FriendlyName', 'ApiVersion', 'SmsStatusCallback', 'MessageStatusCallback', 'PublicApplicationConnectEnabled'],
  ...hookNames,
];

function createApplication({ exchange, account, form }: RestRequest) {
  readForm(form, known);
  const named = { sid: newSid(exchange, 'AP'), accountSid: account.sid, friendlyName: friendlyNameIn(form) ?? '' };
  const empty = { ...named, ...noHooks, isPubliclyConnectable: false, ...timesNow(exchange) };
  return applicationJson(putRow(exchange, 'applications', changed(empty, form)));
}

function updateApplication(request: RestRequest) {
  readForm(request.form, known);
  const row = changed(knownRow(request, 'applications'), request.form);
  return applicationJson(changeRow(request.exchange, 'applications', row));
}

function changed(application: TwimlApplication, form: URLSearchParams): TwimlApplication {
  return {
    ...application,
    ...hooksFrom(form, application),
    friendlyName: friendlyNameIn(form) ?? application.friendlyName,
    smsStatusCallback: urlIn(form, 'SmsStatusCallback', application.smsStatusCallback),
    messageStatusCallback: urlIn(form, 'MessageStatusCallback', application.messageStatusCallback),
    isPubliclyConnectable: flagIn(form, 'PublicApplicationConnectEnabled', application.isPubliclyConnectable),
  };
}

function listApplications(request: RestRequest) {
  const { query, path } = request;
  const name = query.get('FriendlyName');
  const found = rowsOf(request, 'applications').filter(({ friendlyName }) => (name ?? friendlyName) === friendlyName);
  return pageOf(found, { path, query, key: 'applications', json: applicationJson });
}

function applicationJson(application: TwimlApplication) {
  return {
    sid: application.sid,
    account_sid: application.accountSid,
    api_version: '2010-04-01',
    friendly_name: application.friendlyName,
    voice_url: application.voiceUrl ?? null,
    voice_method: application.voiceMethod,
    voice_fallback_url: application.voiceFallbackUrl ?? null,
    voice_fallback_method: application.voiceFallbackMethod,
    voice_caller_id_lookup: application.voiceCallerIdLookup ?? false,
    status_callback: application.statusCallback ?? null,
    status_callback_method: application.statusCallbackMethod,
    sms_url: application.smsUrl ?? null,
    sms_method: application.smsMethod ?? 'POST',
    sms_fallback_url: application.smsFallbackUrl ?? null,
    sms_fallback_method: application.smsFallbackMethod ?? 'POST',
    sms_status_callback: application.smsStatusCallback ?? null,
    message_status_callback: application.messageStatusCallback ?? null,
    public_application_connect_enabled: application.isPubliclyConnectable,
    date_created: rfc2822(application.createdAtMs),
    date_updated: rfc2822(application.updatedAtMs),
    uri: `${accountPath(application.accountSid)}/Applications/${application.sid}.json`,
  };
}
