import { readAiff } from './aiff.ts';
import { readAu } from './au.ts';
import { readGsm } from './gsm.ts';
import { decodeMp3 } from './mp3-decode.ts';
import { averageOf, type ReadSample, readers, tagAt, type Wave } from './pcm.ts';
import { fromUnitRange, SAMPLE_RATE_HZ } from './samples.ts';
import { telephoneBand } from './telephone-band.ts';
import { UnreadableAudio } from './unreadable-audio.ts';
import { readWav } from './wav-decode.ts';

type Kind = 'wav' | 'aiff' | 'au' | 'mp3' | 'mu-law' | 'a-law' | 'gsm';

/**
 * An audio file as telephone samples, in this thread. What the bytes say of themselves counts more than their content
 * type; formats without a beginning of their own (µ-law, A-law, GSM) are told by the content type alone. A file at
 * 8000 Hz is played as it is, others lose what a telephone does not carry.
 *
 * @throws UnreadableAudio with a sentence that says what is wrong
 * @example
 * await decode(bytes, 'audio/mpeg');
 */
export async function decode(bytes: Uint8Array, contentType: string): Promise<Int16Array<ArrayBuffer>> {
  if (bytes.length === 0) throw new UnreadableAudio('This audio file is empty.');
  const kind = kindOf(bytes) ?? kindNamed(contentType) ?? (isMpegFrame(bytes) ? 'mp3' : undefined);
  if (!kind) throw new UnreadableAudio(`This is no audio that can be played: ${describe(bytes, contentType)}.`);
  if (kind === 'mp3') return decodeMp3(bytes);
  const { values, rateHz } = waveOf(kind, bytes);
  return fromUnitRange(telephoneBand(values, rateHz));
}

function waveOf(kind: Exclude<Kind, 'mp3'>, bytes: Uint8Array): Wave {
  if (kind === 'wav') return readWav(bytes);
  if (kind === 'aiff') return readAiff(bytes);
  if (kind === 'au') return readAu(bytes);
  if (kind === 'gsm') return { values: readGsm(bytes), rateHz: SAMPLE_RATE_HZ };
  return { values: raw(bytes, kind === 'mu-law' ? readers.muLaw : readers.aLaw), rateHz: SAMPLE_RATE_HZ };
}

function raw(bytes: Uint8Array, read: ReadSample): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return averageOf(view, { channels: 1, rateHz: SAMPLE_RATE_HZ, bits: 8 }, read);
}

function kindOf(bytes: Uint8Array): Kind | undefined {
  const tag = tagAt(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0);
  if (tag === 'RIFF') return 'wav';
  if (tag === 'FORM') return 'aiff';
  if (tag === '.snd') return 'au';
  return tag.startsWith('ID3') ? 'mp3' : undefined;
}

// Eleven bits of one, then a layer, a bit rate and a sample rate that exist. That is too little to overrule a
// content type: raw µ-law may begin like this too.
function isMpegFrame([first = 0, second = 0, third = 0]: Uint8Array): boolean {
  const hasLayer = ((second >> 1) & 3) !== 0;
  return first === 0xff && second >= 0xe0 && hasLayer && third >> 4 !== 15 && ((third >> 2) & 3) !== 3;
}

// The types that Twilio plays, with the other names under which servers send them (Twilio, "TwiML Voice: Play", 2026-11).
const kinds: Record<Kind, RegExp> = {
  wav: /^(x-)?(pn-)?wave?$|^vnd\.wave$/,
  aiff: /^(x-)?aif[fc]$/,
  mp3: /^(x-)?(mpe?g|mp3|mpeg3|mpeg-3)$/,
  'mu-law': /^(basic|(x-)?(u|mu)-?law|pcmu|x-mulaw)$/,
  'a-law': /^((x-)?a-?law|pcma)$/,
  gsm: /^(x-)?gsm$/,
  au: /^(x-)?au$/,
};

function kindNamed(contentType: string): Kind | undefined {
  const [type = '', subtype = ''] = contentType.toLowerCase().split(';', 1).join('').trim().split('/');
  if (type !== 'audio') return undefined;
  const named = Object.entries(kinds).find(([, pattern]) => pattern.test(subtype));
  // Object.entries forgets what the keys of the record are.
  return named?.[0] as Kind | undefined;
}

const foreign: [string, string][] = [
  ['OggS', 'it is an Ogg file'],
  ['fLaC', 'it is a FLAC file'],
  ['#!AM', 'it is an AMR file'],
  ['<', 'it is a page or another text, not sound'],
  ['{', 'it is JSON, not sound'],
];

function describe(bytes: Uint8Array, contentType: string): string {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 12)).trimStart();
  if (start.slice(4, 8) === 'ftyp') return 'it is an MP4 file';
  const known = foreign.find(([beginning]) => start.startsWith(beginning));
  return known?.[1] ?? `its content type is '${contentType}' and its bytes begin like no known format`;
}
