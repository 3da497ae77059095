import {
  keepRecording,
  type OpenConferenceRecording,
  pauseRecording,
  resumeRecording,
} from '../conference/recording.ts';
import type { Room } from '../conference/room.ts';
import { type Exchange, noteRecording } from '../exchange.ts';
import type { Recording } from '../recording.ts';
import { knownConference } from './conferences.ts';
import { readForm } from './form.ts';
import { accountsPath, type Operation, type RestRequest } from './operation.ts';
import { fitsDates, pageOf } from './paging.ts';
import { notFound, RestRefusal } from './refusals.ts';
import { accountPath, recordingJson } from './wire.ts';

const recordings = `${accountsPath}/Conferences/{ConferenceSid}/Recordings`;

export const conferenceRecordingOperations: readonly Operation[] = [
  { id: 'ListConferenceRecording', method: 'GET', path: `${recordings}.json`, run: listRecordings },
  {
    id: 'FetchConferenceRecording',
    method: 'GET',
    path: `${recordings}/{Sid}.json`,
    run: (request) => json(request.exchange, knownRecording(request)),
  },
  { id: 'UpdateConferenceRecording', method: 'POST', path: `${recordings}/{Sid}.json`, run: updateRecording },
  { id: 'DeleteConferenceRecording', method: 'DELETE', path: `${recordings}/{Sid}.json`, run: deleteRecording },
];

function listRecordings(request: RestRequest) {
  const { exchange, query, path } = request;
  const { sid } = knownConference(request);
  const found = [...exchange.world.recordings.values()]
    .filter(({ conferenceSid, isDeleted }) => conferenceSid === sid && !isDeleted)
    .filter(({ startedAtMs }) => fitsDates(query, 'DateCreated', startedAtMs))
    .reverse();
  return pageOf(found, { path, query, key: 'recordings', json: (recording) => json(exchange, recording) });
}

/** Pauses, resumes or stops the recording under way. */
function updateRecording(request: RestRequest) {
  const { exchange, path } = request;
  const form = readForm(request.form, ['Status', 'PauseBehavior']);
  const status = form.word('Status', ['in-progress', 'paused', 'stopped'] as const);
  if (!status) throw new RestRefusal(400, 20001, 'Status must be one of in-progress, paused, stopped');
  const isSkipped = form.word('PauseBehavior', ['skip', 'silence'] as const) === 'skip';
  const { sid } = knownRecording(request);
  const room = exchange.rooms.get(knownConference(request).sid);
  const open = room?.recording;
  if (!room || open?.sid !== sid) throw notFound(path);
  return { ...json(exchange, changed(exchange, room, open, { status, isSkipped })), status };
}

function changed(
  exchange: Exchange,
  room: Room,
  open: OpenConferenceRecording,
  { status, isSkipped }: { status: 'in-progress' | 'paused' | 'stopped'; isSkipped: boolean },
): Recording {
  if (status === 'paused') return pauseRecording(exchange, open, isSkipped);
  const resumed = resumeRecording(exchange, open);
  if (status === 'stopped') keepRecording(exchange, room);
  return resumed;
}

async function deleteRecording(request: RestRequest): Promise<void> {
  const { exchange } = request;
  const { sid, status } = knownRecording(request);
  if (status === 'in-progress' || status === 'paused') {
    throw new RestRefusal(409, 20009, 'The recording has not ended.');
  }
  noteRecording(exchange, sid, { type: 'deleted' });
  await exchange.journal.removeMedia(sid);
}

/** The recording of the conference in the path; `Twilio.CURRENT` is the one under way. */
function knownRecording(request: RestRequest): Recording {
  const { exchange, part, path } = request;
  const conference = knownConference(request);
  const current = exchange.rooms.get(conference.sid)?.recording?.sid ?? '';
  const recording = exchange.world.recordings.get(part('Sid') === 'Twilio.CURRENT' ? current : part('Sid'));
  if (!recording || recording.isDeleted || recording.conferenceSid !== conference.sid) throw notFound(path);
  return recording;
}

function json(exchange: Exchange, recording: Recording) {
  const {
    subresource_uris: _,
    media_url: __,
    ...common
  } = { media_url: '', subresource_uris: {}, ...recordingJson(exchange, recording) };
  const uri = `${accountPath(recording.accountSid)}/Conferences/${recording.conferenceSid}/Recordings/${recording.sid}.json`;
  return { ...common, uri };
}
