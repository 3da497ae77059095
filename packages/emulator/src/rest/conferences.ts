import { announceToAll } from '../conference/announcing.ts';
import type { Conference } from '../conference/conference.ts';
import { endRoom } from '../conference/end.ts';
import { conferenceOf } from '../conference/room.ts';
import { rfc2822 } from '../parameters.ts';
import { readForm } from './form.ts';
import { accountsPath, type Operation, type RestRequest } from './operation.ts';
import { fitsDates, pageOf } from './paging.ts';
import { notFound, RestRefusal } from './refusals.ts';
import { accountPath } from './wire.ts';

const conferences = `${accountsPath}/Conferences`;

export const conferenceOperations: readonly Operation[] = [
  { id: 'ListConference', method: 'GET', path: `${conferences}.json`, run: listConferences },
  {
    id: 'FetchConference',
    method: 'GET',
    path: `${conferences}/{Sid}.json`,
    run: (request) => conferenceJson(knownConference(request, 'Sid')),
  },
  { id: 'UpdateConference', method: 'POST', path: `${conferences}/{Sid}.json`, run: updateConference },
];

function listConferences({ exchange, account, query, path }: RestRequest) {
  const isWanted = (name: string, value: string) => (query.get(name) ?? value) === value;
  const found = [...exchange.world.tables.conferences.values()]
    .filter(({ accountSid }) => accountSid === account.sid)
    .filter(({ status, friendlyName }) => isWanted('Status', status) && isWanted('FriendlyName', friendlyName))
    .filter(({ createdAtMs }) => fitsDates(query, 'DateCreated', createdAtMs))
    .filter(({ updatedAtMs }) => fitsDates(query, 'DateUpdated', updatedAtMs))
    .reverse();
  return pageOf(found, { path, query, key: 'conferences', json: conferenceJson });
}

/** Ends a conference, or announces something to everybody in it. */
function updateConference(request: RestRequest) {
  const { exchange } = request;
  const form = readForm(request.form, ['Status', 'AnnounceUrl', 'AnnounceMethod']);
  const conference = knownConference(request, 'Sid');
  const status = form.word('Status', ['completed'] as const);
  const announcement = form.target('AnnounceUrl', 'AnnounceMethod');
  if (!status && !announcement) throw new RestRefusal(400, 20001, 'Nothing to update: give Status or AnnounceUrl');
  const room = exchange.rooms.get(conference.sid);
  if (!room) throw conferenceIsOver(conference);
  if (announcement) announceToAll(exchange, room, announcement);
  if (status) endRoom(exchange, room, 'conference-ended-via-api');
  return conferenceJson(conferenceOf(exchange, conference));
}

export function conferenceIsOver({ sid }: Conference): RestRefusal {
  return new RestRefusal(400, 16022, `The conference ${sid} does not exist or is completed`);
}

/** The conference that the path names by `part`; refuses what is unknown or another account's. */
export function knownConference({ exchange, account, part, path }: RestRequest, name = 'ConferenceSid'): Conference {
  const conference = exchange.world.tables.conferences.get(part(name));
  if (conference?.accountSid !== account.sid) throw notFound(path);
  return conference;
}

function conferenceJson(conference: Conference) {
  const { sid, accountSid } = conference;
  const path = `${accountPath(accountSid)}/Conferences/${sid}`;
  return {
    sid,
    account_sid: accountSid,
    api_version: '2010-04-01',
    friendly_name: conference.friendlyName,
    status: conference.status,
    region: conference.region,
    reason_conference_ended: conference.reasonEnded ?? null,
    call_sid_ending_conference: conference.callSidEnding ?? null,
    date_created: rfc2822(conference.createdAtMs),
    date_updated: rfc2822(conference.updatedAtMs),
    uri: `${path}.json`,
    subresource_uris: { participants: `${path}/Participants.json`, recordings: `${path}/Recordings.json` },
  };
}
