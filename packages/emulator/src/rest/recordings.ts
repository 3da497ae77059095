import { type Exchange, noteRecording } from '../exchange.ts';
import type { Line } from '../line.ts';
import { beginToEnd, type OpenRecording, pauseRecording, resumeRecording, startRecording } from '../recorder.ts';
import type { Recording } from '../recording.ts';
import { recordingsOf } from '../world.ts';
import { recordingFrom } from './call-parameters.ts';
import { knownCall } from './calls.ts';
import { readForm } from './form.ts';
import { isShown, knownRecording } from './known-recording.ts';
import { accountsPath, type Operation, type RestRequest } from './operation.ts';
import { fitsDates, pageOf } from './paging.ts';
import { recordingMedia } from './recording-media.ts';
import { notFound, RestRefusal } from './refusals.ts';
import { recordingJson } from './wire.ts';

const recordings = `${accountsPath}/Recordings`;
const ofCall = `${accountsPath}/Calls/{CallSid}/Recordings`;

export const recordingOperations: readonly Operation[] = [
  { id: 'ListRecording', method: 'GET', path: `${recordings}.json`, run: listRecordings },
  {
    id: 'FetchRecording',
    method: 'GET',
    path: `${recordings}/{Sid}.json`,
    run: (request) =>
      recordingJson(request.exchange, knownRecording(request, request.part('Sid'), wantsDeleted(request))),
  },
  {
    id: 'FetchRecordingMedia',
    method: 'GET',
    path: `${recordings}/{Sid}`,
    isOpen: ({ settings }) => !settings.needsMediaAuth,
    run: recordingMedia,
  },
  {
    id: 'DeleteRecording',
    method: 'DELETE',
    path: `${recordings}/{Sid}.json`,
    run: (request) => deleteRecording(request.exchange, knownRecording(request)),
  },
  { id: 'ListCallRecording', method: 'GET', path: `${ofCall}.json`, run: listCallRecordings },
  { id: 'CreateCallRecording', method: 'POST', path: `${ofCall}.json`, status: 201, run: createCallRecording },
  { id: 'UpdateCallRecording', method: 'POST', path: `${ofCall}/{Sid}.json`, run: updateCallRecording },
  {
    id: 'FetchCallRecording',
    method: 'GET',
    path: `${ofCall}/{Sid}.json`,
    run: (request) => recordingJson(request.exchange, callRecording(request), true),
  },
  {
    id: 'DeleteCallRecording',
    method: 'DELETE',
    path: `${ofCall}/{Sid}.json`,
    run: (request) => deleteRecording(request.exchange, callRecording(request)),
  },
];

function listRecordings(request: RestRequest) {
  const { exchange, account, query, path } = request;
  const callSid = query.get('CallSid');
  const conferenceSid = query.get('ConferenceSid');
  const isWithDeleted = wantsDeleted(request);
  const found = [...exchange.world.recordings.values()]
    .filter((recording) => recording.accountSid === account.sid && isShown(exchange, recording, isWithDeleted))
    .filter((recording) => (callSid ?? recording.callSid) === recording.callSid)
    .filter((recording) => conferenceSid === null || conferenceSid === recording.conferenceSid)
    .filter((recording) => fitsDates(query, 'DateCreated', recording.startedAtMs))
    .reverse();
  const json = (recording: Recording) => recordingJson(exchange, recording);
  return pageOf(found, { path, query, key: 'recordings', json });
}

function wantsDeleted({ query }: RestRequest): boolean {
  return query.get('IncludeSoftDeleted')?.toLowerCase() === 'true';
}

async function deleteRecording(exchange: Exchange, { sid, status }: Recording): Promise<void> {
  if (status === 'in-progress' || status === 'paused' || status === 'processing') {
    throw new RestRefusal(409, 20009, 'The recording has not ended.');
  }
  noteRecording(exchange, sid, { type: 'deleted' });
  await exchange.journal.removeMedia(sid);
}

function listCallRecordings(request: RestRequest) {
  const { exchange, query, path } = request;
  const found = recordingsOf(exchange.world, knownCall(request, 'CallSid').sid)
    .filter((recording) => fitsDates(query, 'DateCreated', recording.startedAtMs))
    .reverse();
  const json = (recording: Recording) => recordingJson(exchange, recording, true);
  return pageOf(found, { path, query, key: 'recordings', json });
}

/** Starts recording a live call. Unlike a call's own recording it is not trimmed unless asked. */
function createCallRecording(request: RestRequest) {
  const { exchange } = request;
  const form = readForm(request.form, [
    ...['RecordingStatusCallback', 'RecordingStatusCallbackMethod', 'RecordingStatusCallbackEvent'],
    ...['RecordingChannels', 'RecordingTrack', 'Trim'],
  ]);
  const plan = { ...recordingFrom(form), trim: form.text('Trim') === 'trim-silence' };
  const line = lineOf(request);
  if (!line) throw notEligible();
  const { sid } = startRecording(exchange, line, 'StartCallRecordingAPI', plan);
  return recordingJson(exchange, knownRecording(request, sid), true);
}

function lineOf(request: RestRequest): Line | undefined {
  const { sid, status } = knownCall(request, 'CallSid');
  return status === 'in-progress' ? request.exchange.lines.get(sid) : undefined;
}

// The text is as applications report it; that a recording which has ended is refused the same way is unconfirmed.
function notEligible(): RestRefusal {
  return new RestRefusal(400, 21220, 'Requested resource is not eligible for recording');
}

/** Pauses, resumes or stops a recording under way; `Twilio.CURRENT` is the one that began last. */
function updateCallRecording(request: RestRequest) {
  const { exchange, part } = request;
  const form = readForm(request.form, ['Status', 'PauseBehavior']);
  const status = form.word('Status', ['in-progress', 'paused', 'stopped'] as const);
  if (!status) throw new RestRefusal(400, 20001, 'Status is required: in-progress, paused or stopped');
  const isSkipped = form.word('PauseBehavior', ['skip', 'silence'] as const) === 'skip';
  const open = openRecording(request, part('Sid'));
  if (status === 'paused') pauseRecording(exchange, open, isSkipped);
  else if (status === 'in-progress') resumeRecording(exchange, open);
  else void beginToEnd(exchange, open);
  return { ...recordingJson(exchange, knownRecording(request, open.sid), true), status };
}

function openRecording(request: RestRequest, sid: string): OpenRecording {
  const { exchange, path } = request;
  const underWay = [...(exchange.lines.get(knownCall(request, 'CallSid').sid)?.recordings ?? [])];
  const open = sid === 'Twilio.CURRENT' ? underWay.at(-1) : underWay.find((candidate) => candidate.sid === sid);
  if (open) return open;
  if (sid === 'Twilio.CURRENT') throw notFound(path);
  callRecording(request);
  throw notEligible();
}

function callRecording(request: RestRequest): Recording {
  const recording = knownRecording(request);
  if (recording.callSid !== knownCall(request, 'CallSid').sid) throw notFound(request.path);
  return recording;
}
