import { downMix, mp3InSlices, recordedChannels, type Samples, wavHeader, wavInSlices } from '../audio/index.ts';
import type { Media } from '../journal/media.ts';
import { knownRecording } from './known-recording.ts';
import type { RestRequest } from './operation.ts';
import { notFound } from './refusals.ts';

const wavHeaderBytes = 44;
// Ten seconds of two channels.
const sliceBytes = 320_000;

/**
 * The sound of a recording that is complete: WAV without an extension or with `.wav`, MP3 with `.mp3`; one channel with
 * `RequestedChannels=1`. `Download` only offers it as a file. A range of the WAV as it is kept may be asked for.
 *
 * @see https://www.twilio.com/docs/voice/api/recording#fetch-a-recordings-media-file (read 2026-11-21); that two channels
 * asked of one are given as one, and ranges, are unconfirmed
 */
export async function recordingMedia(request: RestRequest): Promise<Response> {
  const { exchange, part, path, query } = request;
  const [sid = '', extension = 'wav', ...more] = part('Sid').split('.');
  if ((extension !== 'wav' && extension !== 'mp3') || more.length > 0) throw notFound(path);
  const recording = knownRecording(request, sid);
  const media = recording.status === 'completed' ? await exchange.journal.media(sid) : undefined;
  if (!media) throw notFound(path);
  const kept = recording.plan.channels;
  const asked = query.get('RequestedChannels') === '1' ? 1 : kept;
  const headers = new Headers({ 'content-type': extension === 'mp3' ? 'audio/mpeg' : 'audio/x-wav' });
  if (query.has('Download')) headers.set('content-disposition', `attachment; filename="${sid}.${extension}"`);
  if (extension === 'mp3') {
    return new Response(streamOf(mp3InSlices(channelsIn(media, kept, asked), asked)), { headers });
  }
  if (asked !== kept) return new Response(streamOf(mono(media, kept)), { headers });
  return whole(media, headers, request.header('range'));
}

function whole(media: Media, headers: Headers, range: string | undefined): Response {
  const { byteLength } = media;
  headers.set('accept-ranges', 'bytes');
  const part = rangeIn(range, byteLength);
  if (part === 'unsatisfiable') {
    return new Response(null, { status: 416, headers: { 'content-range': `bytes */${byteLength}` } });
  }
  const { from, to } = part ?? { from: 0, to: byteLength };
  headers.set('content-length', String(to - from));
  if (part) headers.set('content-range', `bytes ${from}-${to - 1}/${byteLength}`);
  return new Response(streamOf(media.read(from, to)), { status: part ? 206 : 200, headers });
}

/** One range of bytes, RFC 9110 section 14.1.2; several at once, or what is none, is answered with the whole. */
function rangeIn(range: string | undefined, byteLength: number) {
  const found = /^bytes=(\d*)-(\d*)$/.exec(range?.trim() ?? '');
  const [, first = '', last = ''] = found ?? [];
  if (!found || (first === '' && last === '')) return undefined;
  if (first === '') {
    const length = Math.min(byteLength, Number(last));
    return length === 0 ? 'unsatisfiable' : { from: byteLength - length, to: byteLength };
  }
  const from = Number(first);
  const to = last === '' ? byteLength : Math.min(byteLength, Number(last) + 1);
  if (from >= byteLength) return 'unsatisfiable';
  return to > from ? { from, to } : undefined;
}

async function* mono(media: Media, kept: 1 | 2): AsyncGenerator<Uint8Array> {
  const frames = Math.floor((media.byteLength - wavHeaderBytes) / (kept * 2));
  yield* wavInSlices(channelsIn(media, kept, 1), { channelCount: 1, frames });
}

/** The channels of a WAV file of ours, ten seconds at a time. */
async function* channelsIn(media: Media, kept: 1 | 2, asked: 1 | 2): AsyncGenerator<Samples[]> {
  for (let from = wavHeaderBytes; from < media.byteLength; from += sliceBytes) {
    const pieces = [wavHeader(kept, sliceBytes / (kept * 2))];
    for await (const bytes of media.read(from, Math.min(media.byteLength, from + sliceBytes))) pieces.push(bytes);
    const channels = recordedChannels(Buffer.concat(pieces));
    yield asked < kept ? [downMix(channels)] : channels;
  }
}

function streamOf(pieces: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  return ReadableStream.from(pieces);
}
