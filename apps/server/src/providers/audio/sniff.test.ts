import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sniff } from './sniff.ts';
import { fixture, wav } from './test-sounds.ts';

const ascii = (text: string) => Buffer.from(text, 'latin1');

test.each([
  ['tones.mp3', 'mp3'],
  ['tones.m4a', 'm4a'],
  ['tones.aac', 'aac'],
  ['tones-vorbis.ogg', 'ogg-vorbis'],
  ['tones-opus.ogg', 'ogg-opus'],
])('%s is %s', (name, format) => {
  expect(sniff(fixture(name))).toEqual({ format });
  expect(sniff(fixture(name).subarray(0, 100))).toEqual({ format });
});

test('a WAV file is known, whatever is in it', () => {
  expect(sniff(wav({ data: new Uint8Array(0) }))).toEqual({ format: 'wav' });
});

test.each([
  ['nothing', ascii(''), 'The file is empty.'],
  ['a page', ascii('<!DOCTYPE html><title>Not found</title>'), 'This is a web page, not audio.'],
  ['a page after a byte order mark', ascii('\xef\xbb\xbf  <html>'), 'This is a web page, not audio.'],
  ['text', ascii('{"error":"expired"}'), 'This is text, not audio.'],
  ['text cut inside a character', Buffer.from('ü'.repeat(600)).subarray(0, 1023), 'This is text, not audio.'],
  ['a PDF', ascii('%PDF-1.7\n%\xe2\xe3'), 'This is a PDF document, not audio.'],
  ['a ZIP', ascii('PK\x03\x04\x14\0'), 'This is a ZIP file or an office document, not audio.'],
  ['gzip', ascii('\x1f\x8b\x08\0'), 'This is an archive, not audio.'],
  ['a program of Windows', ascii('MZ\x90\0\x03'), 'This is a program, not audio.'],
  ['a program of Linux', ascii('\x7fELF\x02'), 'This is a program, not audio.'],
  ['a script', ascii('#!/bin/sh\nrm'), 'This is a program, not audio.'],
  ['a picture', ascii('\x89PNG\r\n\x1a\n'), 'This is a picture, not audio.'],
  ['a photo in the container of M4A', ascii('\0\0\0\x18ftypheic'), 'This is a picture, not audio.'],
  ['noise', ascii('\x01\x02\x03\x04\x05'), 'This file is no audio that we know. Send WAV, MP3, M4A or Ogg.'],
])('%s is no audio, and the sentence says what it is', (_what, bytes, sentence) => {
  expect(sniff(bytes)).toEqual({ problem: { kind: 'not-audio', sentence } });
});

test.each([
  ['FLAC', ascii('fLaC\0\0\0\x22')],
  ['AIFF', ascii('FORM\0\0\0\0AIFF')],
  ['AMR', ascii('#!AMR\n')],
  ['Windows Media', ascii('\x30\x26\xb2\x75\x8e\x66')],
  ['WebM', ascii('\x1a\x45\xdf\xa3')],
  ['RF64', ascii('RF64\xff\xff\xff\xffWAVE')],
  ['Ogg', ascii(`OggS${'\0'.repeat(22)}\x01\x05\x7fFLAC`)],
])('%s is refused by name, with what to do instead', (name, bytes) => {
  expect(sniff(bytes)).toMatchObject({ problem: { kind: 'unsupported', sentence: expect.stringContaining(name) } });
  expect(sniff(bytes)).toMatchObject({ problem: { sentence: expect.stringContaining('WAV, MP3') } });
});

test('no bytes make it throw', () => {
  const starts = fc.constantFrom('', 'RIFF', 'OggS', 'ID3', '\0\0\0\0ftyp', '\xff\xfb');
  fc.assert(
    fc.property(starts, fc.uint8Array({ maxLength: 60 }), (start, noise) => {
      sniff(Buffer.concat([ascii(start), noise]));
    }),
  );
});
