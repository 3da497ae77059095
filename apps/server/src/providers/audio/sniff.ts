import type { AudioFormat, AudioProblem } from './audio.ts';

/** Tells by its bytes what a file is; name and Content-Type are whatever the sender says. */
export function sniff(bytes: Uint8Array): { format: AudioFormat } | { problem: AudioProblem } {
  if (bytes.length === 0) return refused('not-audio', 'The file is empty.');
  const format = formatOf(bytes);
  if (format) return { format };
  const known = otherKinds.find(({ at = 0, starts }) => starts.some((start) => tagIs(bytes, at, start)));
  if (known) return refused(known.kind ?? 'not-audio', known.sentence);
  if (isMp3(bytes)) return { format: 'mp3' };
  return refused('not-audio', textKind(bytes) ?? 'This file is no audio that we know. Send WAV, MP3, M4A or Ogg.');
}

function formatOf(bytes: Uint8Array): AudioFormat | undefined {
  if (tagIs(bytes, 0, 'RIFF') && tagIs(bytes, 8, 'WAVE')) return 'wav';
  if (tagIs(bytes, 0, 'OggS')) return oggFormat(bytes);
  if (tagIs(bytes, 4, 'ftyp')) return /^(heic|heix|mif1|avif)$/.test(textAt(bytes, 8, 4)) ? undefined : 'm4a';
  if (isAdts(bytes)) return 'aac';
  return undefined;
}

// RFC 3533: the first packet begins after a header of 27 bytes and one byte for each segment.
function oggFormat(bytes: Uint8Array): AudioFormat | undefined {
  const packet = 27 + (bytes[26] ?? 0);
  if (tagIs(bytes, packet, '\x01vorbis')) return 'ogg-vorbis';
  return tagIs(bytes, packet, 'OpusHead') ? 'ogg-opus' : undefined;
}

// Twelve set bits, then layer 0, which no MP3 has (ISO/IEC 13818-7, 6.2).
function isAdts(bytes: Uint8Array): boolean {
  return bytes.length > 7 && bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xf6) === 0xf0;
}

function isMp3(bytes: Uint8Array): boolean {
  if (tagIs(bytes, 0, 'ID3')) return true;
  const [first = 0, second = 0, third = 0] = bytes;
  const isSync = first === 0xff && (second & 0xe0) === 0xe0;
  // No version 1, no layer 0, no bitrate 15, no rate 3: all reserved (ISO/IEC 11172-3, 2.4.2.3).
  return isSync && (second & 0x18) !== 0x08 && (second & 0x06) !== 0 && third >> 4 !== 15 && (third & 0x0c) !== 0x0c;
}

// Tab, line feed, carriage return, escape.
const textControls = [9, 10, 13, 27];

function textKind(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('utf-8').decode(bytes.subarray(0, 1024)).trimStart().toLowerCase();
  if (/^<(!doctype html|html|head|body|script|!--)/.test(head)) return 'This is a web page, not audio.';
  // A cut at 1024 bytes may leave half a character at the end.
  const hasControls = bytes.subarray(0, 1024).some((byte) => byte < 32 && !textControls.includes(byte));
  const isText = !hasControls && !head.slice(0, -1).includes('\ufffd');
  return isText ? 'This is text, not audio.' : undefined;
}

interface OtherKind {
  at?: number;
  starts: string[];
  kind?: AudioProblem['kind'];
  sentence: string;
}

const instead = 'Save it as WAV, MP3, M4A or Ogg and send it again.';
const audioOf = (what: string) => ({ kind: 'unsupported' as const, sentence: `This is ${what}. ${instead}` });

// The order matters where one start begins another.
const otherKinds: OtherKind[] = [
  { starts: ['fLaC'], ...audioOf('a FLAC file') },
  { at: 8, starts: ['AIFF', 'AIFC'], ...audioOf('an AIFF file') },
  { starts: ['#!AMR'], ...audioOf('an AMR file') },
  { starts: ['caff'], ...audioOf('a Core Audio file') },
  { starts: ['.snd'], ...audioOf('a Sun audio file') },
  { starts: ['\x30\x26\xb2\x75'], ...audioOf('a Windows Media file') },
  { starts: ['\x1a\x45\xdf\xa3'], ...audioOf('a WebM or Matroska file') },
  { starts: ['OggS'], ...audioOf('an Ogg file that holds neither Vorbis nor Opus') },
  { starts: ['RF64'], ...audioOf('an RF64 file') },
  { starts: ['MThd'], sentence: 'This is a MIDI file: notes, not sound.' },
  { at: 8, starts: ['AVI '], sentence: 'This is a video, not audio.' },
  { at: 4, starts: ['ftyp'], sentence: 'This is a picture, not audio.' },
  { starts: ['\x89PNG', '\xff\xd8\xff', 'GIF8', 'II*\0', 'MM\0*'], sentence: 'This is a picture, not audio.' },
  { at: 8, starts: ['WEBP'], sentence: 'This is a picture, not audio.' },
  { starts: ['%PDF'], sentence: 'This is a PDF document, not audio.' },
  { starts: ['PK\x03\x04', 'PK\x05\x06'], sentence: 'This is a ZIP file or an office document, not audio.' },
  { starts: ['\x1f\x8b', '7z\xbc\xaf', 'Rar!', 'BZh', '\xfd7zXZ'], sentence: 'This is an archive, not audio.' },
  {
    starts: ['MZ', '\x7fELF', '#!', '\xcf\xfa\xed\xfe', '\xce\xfa\xed\xfe', '\xca\xfe\xba\xbe', '\0asm'],
    sentence: 'This is a program, not audio.',
  },
];

function refused(kind: AudioProblem['kind'], sentence: string): { problem: AudioProblem } {
  return { problem: { kind, sentence } };
}

function tagIs(bytes: Uint8Array, at: number, tag: string): boolean {
  return textAt(bytes, at, tag.length) === tag;
}

function textAt(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}
