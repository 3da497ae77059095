import { type Notification, notificationsOf } from '../notifications/notification.ts';
import { rfc2822 } from '../parameters.ts';
import { knownCall } from './calls.ts';
import { accountsPath, type Operation, type RestRequest } from './operation.ts';
import { fitsDates, pageOf } from './paging.ts';
import { notFound } from './refusals.ts';
import { accountPath } from './wire.ts';

const ofAccount = `${accountsPath}/Notifications`;
const ofCall = `${accountsPath}/Calls/{CallSid}/Notifications`;

export const notificationOperations: readonly Operation[] = [
  { id: 'ListNotification', method: 'GET', path: `${ofAccount}.json`, run: (request) => list(request) },
  { id: 'FetchNotification', method: 'GET', path: `${ofAccount}/{Sid}.json`, run: (request) => fetchOne(request) },
  {
    id: 'ListCallNotification',
    method: 'GET',
    path: `${ofCall}.json`,
    run: (request) => list(request, knownCall(request, 'CallSid').sid),
  },
  {
    id: 'FetchCallNotification',
    method: 'GET',
    path: `${ofCall}/{Sid}.json`,
    run: (request) => fetchOne(request, knownCall(request, 'CallSid').sid),
  },
];

const logs = { error: '0', warning: '1' } as const;

function list({ exchange, account, query, path }: RestRequest, callSid?: string) {
  const log = query.get('Log');
  const found = notificationsOf(exchange, account.sid, callSid)
    .filter(({ level }) => (log ?? logs[level]) === logs[level])
    .filter(({ atMs }) => fitsDates(query, 'MessageDate', atMs));
  const json = (notification: Notification) => notificationJson(notification, callSid);
  return pageOf(found, { path, query, key: 'notifications', json });
}

function fetchOne({ exchange, account, part, path }: RestRequest, callSid?: string) {
  const sid = part('Sid');
  const found = notificationsOf(exchange, account.sid, callSid).find((notification) => notification.sid === sid);
  if (!found) throw notFound(path);
  return {
    ...notificationJson(found, callSid),
    request_variables: found.variables ?? '',
    response_headers: found.response ? `Content-Type=${encodeURIComponent(found.response.contentType)}` : '',
    response_body: found.response?.body ?? '',
  };
}

function notificationJson(notification: Notification, callSid: string | undefined) {
  const { sid, accountSid, code, level, message, url, method } = notification;
  const at = rfc2822(notification.atMs);
  const folder = callSid === undefined ? accountPath(accountSid) : `${accountPath(accountSid)}/Calls/${callSid}`;
  const logLevel = level === 'error' ? 'ERROR' : 'WARN';
  return {
    sid,
    account_sid: accountSid,
    api_version: '2010-04-01',
    call_sid: notification.callSid ?? null,
    error_code: String(code),
    log: logs[level],
    message_date: at,
    // Twilio's texts are encoded like a form.
    message_text: String(new URLSearchParams({ LogLevel: logLevel, Msg: message, ErrorCode: String(code) })),
    more_info: `https://www.twilio.com/docs/errors/${code}`,
    request_method: method === 'DELETE' ? null : (method ?? null),
    request_url: url ?? '',
    date_created: at,
    date_updated: at,
    uri: `${folder}/Notifications/${sid}.json`,
  };
}
