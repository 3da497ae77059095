import { type Exchange, noteRecording } from '../exchange.ts';
import { startRecording, stopRecording } from '../recorder.ts';
import type { Recording } from '../recording.ts';
import { runTask } from '../task.ts';
import { recordingsOf } from '../world.ts';
import { recordingFrom } from './call-parameters.ts';
import { knownCall } from './calls.ts';
import { readForm } from './form.ts';
import { accountsPath, type Operation, type RestRequest } from './operation.ts';
import { fitsDates, pageOf } from './paging.ts';
import { notFound, notInProgress, RestRefusal } from './refusals.ts';
import { recordingJson } from './wire.ts';

const recordings = `${accountsPath}/Recordings`;
const ofCall = `${accountsPath}/Calls/{CallSid}/Recordings`;

export const recordingOperations: readonly Operation[] = [
  { id: 'ListRecording', method: 'GET', path: `${recordings}.json`, run: listRecordings },
  {
    id: 'FetchRecording',
    method: 'GET',
    path: `${recordings}/{Sid}.json`,
    run: (request) => recordingJson(request.exchange, knownRecording(request)),
  },
  { id: 'FetchRecordingMedia', method: 'GET', path: `${recordings}/{Sid}`, run: recordingMedia },
  {
    id: 'DeleteRecording',
    method: 'DELETE',
    path: `${recordings}/{Sid}.json`,
    run: (request) => deleteRecording(request.exchange, knownRecording(request)),
  },
  { id: 'ListCallRecording', method: 'GET', path: `${ofCall}.json`, run: listCallRecordings },
  { id: 'CreateCallRecording', method: 'POST', path: `${ofCall}.json`, status: 201, run: createCallRecording },
  { id: 'UpdateCallRecording', method: 'POST', path: `${ofCall}/{Sid}.json`, run: stopCallRecording },
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

function listRecordings({ exchange, account, query, path }: RestRequest) {
  const callSid = query.get('CallSid');
  const found = [...exchange.world.recordings.values()]
    .filter((recording) => recording.accountSid === account.sid && !recording.isDeleted)
    .filter((recording) => (callSid ?? recording.callSid) === recording.callSid)
    .filter((recording) => fitsDates(query, 'DateCreated', recording.startedAtMs))
    .reverse();
  const json = (recording: Recording) => recordingJson(exchange, recording);
  return pageOf(found, { path, query, key: 'recordings', json });
}

async function deleteRecording(exchange: Exchange, { sid, status }: Recording): Promise<void> {
  if (status === 'in-progress') throw new RestRefusal(409, 20009, 'The recording has not ended.');
  noteRecording(exchange, sid, { type: 'deleted' });
  await exchange.journal.removeMedia(sid);
}

/** The WAV file of a recording that has ended. */
async function recordingMedia(request: RestRequest): Promise<Response> {
  const { exchange, part, path } = request;
  const file = part('Sid');
  if (/\.(?!wav$)/.test(file)) throw notFound(path);
  const { sid, status } = knownRecording(request, file.replace(/\.wav$/, ''));
  const bytes = status === 'completed' ? await exchange.journal.media(sid) : undefined;
  if (!bytes) throw notFound(path);
  return new Response(new Uint8Array(bytes), { headers: { 'content-type': 'audio/x-wav' } });
}

function listCallRecordings(request: RestRequest) {
  const { exchange, query, path } = request;
  const found = recordingsOf(exchange.world, knownCall(request, 'CallSid').sid)
    .filter((recording) => fitsDates(query, 'DateCreated', recording.startedAtMs))
    .reverse();
  const json = (recording: Recording) => recordingJson(exchange, recording, true);
  return pageOf(found, { path, query, key: 'recordings', json });
}

/** Starts recording a live call. */
function createCallRecording(request: RestRequest) {
  const { exchange } = request;
  const form = readForm(request.form, [
    ...['RecordingStatusCallback', 'RecordingStatusCallbackMethod', 'RecordingStatusCallbackEvent'],
    ...['RecordingChannels', 'RecordingTrack', 'Trim'],
  ]);
  const call = knownCall(request, 'CallSid');
  const line = exchange.lines.get(call.sid);
  if (call.status !== 'in-progress' || !line) throw notInProgress();
  const plan = { ...recordingFrom(form), trim: form.text('Trim') === 'trim-silence' };
  const { sid } = startRecording(exchange, line, 'StartCallRecordingAPI', plan);
  return recordingJson(exchange, knownRecording(request, sid), true);
}

/** Stops a recording under way; `Twilio.CURRENT` is the one that began last. */
function stopCallRecording(request: RestRequest): Promise<unknown> {
  const { exchange, part, path } = request;
  const form = readForm(request.form, ['Status', 'PauseBehavior']);
  const call = knownCall(request, 'CallSid');
  if (form.text('Status') !== 'stopped') {
    throw new RestRefusal(400, 20001, 'The emulator can stop a recording, not pause it: Status must be stopped');
  }
  const sid = part('Sid');
  const under = [...(exchange.lines.get(call.sid)?.recordings ?? [])];
  const open = sid === 'Twilio.CURRENT' ? under.at(-1) : under.find((candidate) => candidate.sid === sid);
  if (!open) throw notFound(path);
  return new Promise((resolve, reject) => {
    const done = (recording: Recording) => resolve(recordingJson(exchange, recording, true));
    runTask(stopRecording(exchange, open), { done, failed: reject });
  });
}

function callRecording(request: RestRequest): Recording {
  const recording = knownRecording(request);
  if (recording.callSid !== knownCall(request, 'CallSid').sid) throw notFound(request.path);
  return recording;
}

function knownRecording({ exchange, account, part, path }: RestRequest, sid = part('Sid')): Recording {
  const recording = exchange.world.recordings.get(sid);
  if (!recording || recording.isDeleted || recording.accountSid !== account.sid) throw notFound(path);
  return recording;
}
