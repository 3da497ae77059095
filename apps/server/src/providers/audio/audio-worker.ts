import { parentPort } from 'node:worker_threads';
import { type AudioProblem, AudioRefused, type TelephoneAudio, type WavFacts } from './audio.ts';
import { type Mp3Encoder, makeMp3Encoder } from './encode-mp3.ts';
import { type Inspection, makeInspection } from './inspect.ts';
import { telephoneAudio } from './telephone.ts';
import { makeWavReader, type WavReader } from './wav-read.ts';

/** What the thread is asked. The pieces of one file carry the same number; files of different numbers may alternate. */
export type AudioRequest =
  | { do: 'to-telephone'; bytes: Uint8Array<ArrayBuffer>; maxSeconds: number }
  | { do: 'begin' | 'add'; file: number; work: 'inspect' | 'mp3'; bytes: Uint8Array<ArrayBuffer> }
  | { do: 'end' | 'forget'; file: number };

export type AudioReply =
  | { problem: AudioProblem }
  | { telephone: TelephoneAudio }
  | { facts: WavFacts }
  | { bytes: Uint8Array };

type Work = { is: 'inspect'; inspection: Inspection } | { is: 'mp3'; reader: WavReader; encoder?: Mp3Encoder };

const nothing = { bytes: new Uint8Array(0) };
const files = new Map<number, Work>();
// Decoders print every broken frame; what matters of them is in the result.
console.error = () => undefined;
console.warn = () => undefined;

parentPort?.on('message', async (request: AudioRequest) => {
  const reply = await answer(request).catch((error: unknown) => {
    if (error instanceof AudioRefused) return { problem: error.problem };
    throw error;
  });
  parentPort?.postMessage(reply);
});

async function answer(request: AudioRequest): Promise<AudioReply> {
  if (request.do === 'to-telephone') return { telephone: await telephoneAudio(request.bytes, request.maxSeconds) };
  if (request.do === 'begin') files.set(request.file, begin(request.work));
  const work = files.get(request.file);
  if (request.do === 'end' || request.do === 'forget') files.delete(request.file);
  if (request.do === 'forget') return nothing;
  // The thread that had begun with the file has ended.
  if (!work) throw new AudioRefused('unavailable', 'The work on this file was interrupted. Try again.');
  return 'bytes' in request ? add(work, request.bytes) : end(work);
}

function begin(work: 'inspect' | 'mp3'): Work {
  return work === 'mp3' ? { is: 'mp3', reader: makeWavReader() } : { is: 'inspect', inspection: makeInspection() };
}

async function add(work: Work, bytes: Uint8Array): Promise<AudioReply> {
  if (work.is === 'inspect') {
    work.inspection.add(bytes);
    return nothing;
  }
  const sound = work.reader.push(bytes);
  const shape = work.reader.shape();
  if (!shape || sound.length === 0) return nothing;
  work.encoder ??= await makeMp3Encoder(shape);
  return { bytes: work.encoder.add(sound) };
}

function end(work: Work): AudioReply {
  if (work.is === 'inspect') return { facts: work.inspection.end() };
  work.reader.end();
  return { bytes: work.encoder?.end() ?? new Uint8Array(0) };
}
