import { type Notification, notificationsOf } from '../notifications/notification.ts';
import { utc } from '../parameters.ts';
import type { Operation, RestRequest } from './operation.ts';
import { metaPageOf } from './paging.ts';
import { notFound } from './refusals.ts';

/** Monitor: the notifications again, under their newer name. */
export const monitorOperations: readonly Operation[] = [
  { id: 'ListAlert', method: 'GET', path: '/v1/Alerts', run: list },
  { id: 'FetchAlert', method: 'GET', path: '/v1/Alerts/{Sid}', run: fetchOne },
];

function list(request: RestRequest) {
  const { exchange, account, query, url } = request;
  const level = query.get('LogLevel');
  const [start, end] = ['StartDate', 'EndDate'].map((name) => Date.parse(query.get(name) ?? ''));
  const found = notificationsOf(exchange, account.sid)
    .filter((notification) => (level ?? notification.level) === notification.level)
    .filter(({ atMs }) => !(atMs < (start ?? Number.NaN)) && !(atMs > (end ?? Number.NaN)));
  return metaPageOf(found, { url, query, key: 'alerts', json: (alert) => alertJson(request, alert) });
}

function fetchOne(request: RestRequest) {
  const { exchange, account, part, path } = request;
  const found = notificationsOf(exchange, account.sid).find(({ sid }) => sid === part('Sid'));
  if (!found) throw notFound(path);
  return {
    ...alertJson(request, found),
    request_variables: found.variables ?? '',
    request_headers: '',
    response_headers: found.response ? `Content-Type=${encodeURIComponent(found.response.contentType)}` : '',
    response_body: found.response?.body ?? '',
  };
}

function alertJson({ url }: RestRequest, alert: Notification) {
  const at = utc(alert.atMs).toISOString().replace(/\.\d+/, '');
  return {
    sid: alert.sid,
    account_sid: alert.accountSid,
    api_version: '2010-04-01',
    alert_text: String(new URLSearchParams({ Msg: alert.message, ErrorCode: String(alert.code) })),
    error_code: String(alert.code),
    log_level: alert.level,
    more_info: `https://www.twilio.com/docs/errors/${alert.code}`,
    request_method: alert.method === 'DELETE' ? null : (alert.method ?? null),
    request_url: alert.url ?? null,
    resource_sid: alert.callSid ?? null,
    service_sid: null,
    date_generated: at,
    date_created: at,
    date_updated: at,
    url: `${new URL(url).origin}/v1/Alerts/${alert.sid}`,
  };
}
