import { type Exchange, noteRecording } from '../exchange.ts';
import { startRecording, stopRecording } from '../recorder.ts';
import type { Recording } from '../recording.ts';
import { recordingsOf } from '../world.ts';
import { recordingFrom } from './call-parameters.ts';
import { knownCall } from './calls.ts';
import { readForm } from './form.ts';
import { fitsDates, pageOf } from './paging.ts';
import { notFound, notInProgress, RestRefusal } from './refusals.ts';
import { accountPath, recordingJson } from './wire.ts';

export function listRecordings(exchange: Exchange, query: URLSearchParams) {
  const callSid = query.get('CallSid');
  const recordings = [...exchange.world.recordings.values()]
    .filter((recording) => !recording.isDeleted && (callSid ?? recording.callSid) === recording.callSid)
    .filter((recording) => fitsDates(query, 'DateCreated', recording.startedAtMs))
    .reverse();
  const json = (recording: Recording) => recordingJson(exchange, recording);
  return pageOf(recordings, { path: `${accountPath(exchange)}/Recordings.json`, query, key: 'recordings', json });
}

export function fetchRecording(exchange: Exchange, sid: string) {
  return recordingJson(exchange, knownRecording(exchange, sid));
}

export async function deleteRecording(exchange: Exchange, sid: string): Promise<void> {
  const recording = knownRecording(exchange, sid);
  if (recording.status === 'in-progress') throw new RestRefusal(409, 20009, 'The recording has not ended.');
  noteRecording(exchange, sid, { type: 'deleted' });
  await exchange.journal.removeMedia(sid);
}

/** The WAV file of a recording that has ended. */
export async function recordingMedia(exchange: Exchange, sid: string): Promise<Uint8Array> {
  const recording = knownRecording(exchange, sid);
  const bytes = recording.status === 'completed' ? await exchange.journal.media(sid) : undefined;
  if (!bytes) throw notFound(`${accountPath(exchange)}/Recordings/${sid}.wav`);
  return bytes;
}

export function listCallRecordings(exchange: Exchange, callSid: string, query: URLSearchParams) {
  const { sid } = knownCall(exchange, callSid);
  const recordings = recordingsOf(exchange.world, sid)
    .filter((recording) => fitsDates(query, 'DateCreated', recording.startedAtMs))
    .reverse();
  const path = `${accountPath(exchange)}/Calls/${sid}/Recordings.json`;
  const json = (recording: Recording) => recordingJson(exchange, recording, true);
  return pageOf(recordings, { path, query, key: 'recordings', json });
}

/** Starts recording a live call. */
export async function createCallRecording(exchange: Exchange, callSid: string, params: URLSearchParams) {
  const form = readForm(params, [
    ...['RecordingStatusCallback', 'RecordingStatusCallbackMethod', 'RecordingStatusCallbackEvent'],
    ...['RecordingChannels', 'RecordingTrack', 'Trim'],
  ]);
  const call = knownCall(exchange, callSid);
  const line = exchange.lines.get(callSid);
  if (call.status !== 'in-progress' || !line) throw notInProgress();
  const plan = { ...recordingFrom(form), trim: form.text('Trim') === 'trim-silence' };
  const { sid } = startRecording(exchange, line, 'StartCallRecordingAPI', plan);
  await exchange.clock.during(exchange.journal.flushed());
  return recordingJson(exchange, knownRecording(exchange, sid), true);
}

/** Stops a recording under way; `Twilio.CURRENT` is the one that began last. */
export async function stopCallRecording(exchange: Exchange, callSid: string, sid: string, params: URLSearchParams) {
  const form = readForm(params, ['Status', 'PauseBehavior']);
  const { sid: knownSid } = knownCall(exchange, callSid);
  if (form.text('Status') !== 'stopped') {
    throw new RestRefusal(400, 20001, 'The emulator can stop a recording, not pause it: Status must be stopped');
  }
  const under = [...(exchange.lines.get(knownSid)?.recordings ?? [])];
  const open = sid === 'Twilio.CURRENT' ? under.at(-1) : under.find((candidate) => candidate.sid === sid);
  if (!open) throw notFound(`${accountPath(exchange)}/Calls/${callSid}/Recordings/${sid}.json`);
  return recordingJson(exchange, await stopRecording(exchange, open), true);
}

export function fetchCallRecording(exchange: Exchange, callSid: string, sid: string) {
  return recordingJson(exchange, callRecording(exchange, callSid, sid), true);
}

export async function deleteCallRecording(exchange: Exchange, callSid: string, sid: string): Promise<void> {
  await deleteRecording(exchange, callRecording(exchange, callSid, sid).sid);
}

function callRecording(exchange: Exchange, callSid: string, sid: string): Recording {
  const recording = knownRecording(exchange, sid);
  if (recording.callSid !== knownCall(exchange, callSid).sid) {
    throw notFound(`${accountPath(exchange)}/Calls/${callSid}/Recordings/${sid}.json`);
  }
  return recording;
}

function knownRecording(exchange: Exchange, sid: string): Recording {
  const recording = exchange.world.recordings.get(sid);
  if (!recording || recording.isDeleted) throw notFound(`${accountPath(exchange)}/Recordings/${sid}.json`);
  return recording;
}
