import { removeRow } from '../exchange.ts';
import { type RecordingTranscription, transcriptionJson } from '../transcriptions/transcription.ts';
import { knownRecording } from './known-recording.ts';
import { accountsPath, type Operation, type RestRequest } from './operation.ts';
import { pageOf } from './paging.ts';
import { notFound } from './refusals.ts';
import { knownRow, rowsOf } from './rows.ts';
import { accountPath } from './wire.ts';

const all = `${accountsPath}/Transcriptions`;
const ofRecording = `${accountsPath}/Recordings/{RecordingSid}/Transcriptions`;

export const transcriptionOperations: readonly Operation[] = [
  { id: 'ListTranscription', method: 'GET', path: `${all}.json`, run: (request) => list(request, () => true) },
  {
    id: 'FetchTranscription',
    method: 'GET',
    path: `${all}/{Sid}.json`,
    run: (request) => json(knownRow(request, 'transcriptions')),
  },
  {
    id: 'DeleteTranscription',
    method: 'DELETE',
    path: `${all}/{Sid}.json`,
    run: (request) => removeRow(request.exchange, 'transcriptions', knownRow(request, 'transcriptions').sid),
  },
  { id: 'ListRecordingTranscription', method: 'GET', path: `${ofRecording}.json`, run: listOfRecording },
  {
    id: 'FetchRecordingTranscription',
    method: 'GET',
    path: `${ofRecording}/{Sid}.json`,
    run: (request) => json(transcriptionOfRecording(request)),
  },
  {
    id: 'DeleteRecordingTranscription',
    method: 'DELETE',
    path: `${ofRecording}/{Sid}.json`,
    run: (request) => removeRow(request.exchange, 'transcriptions', transcriptionOfRecording(request).sid),
  },
];

function list(request: RestRequest, fits: (row: RecordingTranscription) => boolean) {
  const { path, query } = request;
  const found = rowsOf(request, 'transcriptions').filter(fits);
  return pageOf(found, { path, query, key: 'transcriptions', json });
}

function listOfRecording(request: RestRequest) {
  const { sid } = knownRecording(request, request.part('RecordingSid'));
  return list(request, ({ recordingSid }) => recordingSid === sid);
}

function transcriptionOfRecording(request: RestRequest): RecordingTranscription {
  const row = knownRow(request, 'transcriptions');
  if (row.recordingSid !== request.part('RecordingSid')) throw notFound(request.path);
  return row;
}

function json(row: RecordingTranscription) {
  return transcriptionJson(row, `${accountPath(row.accountSid)}/Transcriptions`);
}
