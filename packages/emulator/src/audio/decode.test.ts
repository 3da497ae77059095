import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { decode } from './decode.ts';
import { encodeALaw, encodeMuLaw } from './g711.ts';
import { readGsm } from './gsm.ts';
import { makeMp3Encoder } from './mp3-encode.ts';
import { fromUnitRange, type Samples } from './samples.ts';
import { tone } from './tones.ts';
import { UnreadableAudio } from './unreadable-audio.ts';
import { encodeWav } from './wav-encode.ts';

const hum = tone({ frequenciesHz: [500, 1200], durationMs: 500, amplitude: 0.3 });

// "Hel", said by rms, as the coder of Jutta Degener and Carsten Bormann (libgsm 1.0.22) writes it.
const hello = Buffer.from(
  '2eiLoJhQYEkbjjjjZEBG43I222QgRuRuNuNSAEjkbbbb2iebmRDGIEbkjjkbdgA2442244AgRRttuOO+IDcjjbkb2qyrnVlSIDcbbbkb7AA3G25I47gASNxySSOSADckcjjj2iu76duSAEkcbjjjjgBJG5HG5IhgNxySONvIAEkckjck2mu8adpeQDbckjckcgA5HI445IZAOSONuORyADcjjcjj2m6zZVp2AEkjkcckmgA5HG5HHJ6ARxxxySR4ADbkljbc2jS8XOOW4DcxL2iLZsBLGnHG5pVAtlW6JtuBQNrbkbWv2rO8VYuRwJFzaepJkcFq0tXGJpEBXUh3ZpWTo9bcjomq2fC0Zcy2gahTb6LqlQTGrMFLJMqixlOqKvyXhrcokrrb2ex7XZVoItQcUqlUlUa+GlLJHVgjMpKNyrybJmRDm1db',
  'base64',
);

/** The likeness of two sounds at the best of the delays up to 200 ms: 1 when they are equal but for their loudness. */
function likeness(a: Samples, b: Samples): number {
  const power = (samples: Samples) => samples.reduce((sum, sample) => sum + sample * sample, 0);
  let best = 0;
  for (let delay = 0; delay < 1600; delay += 1) {
    const shifted = b.subarray(delay, delay + a.length);
    const common = shifted.reduce((sum, sample, at) => sum + sample * (a[at] ?? 0), 0);
    best = Math.max(best, common / Math.sqrt(power(a) * power(shifted) + 1));
  }
  return best;
}

function bigEndian(samples: Samples): Uint8Array {
  const view = new DataView(new ArrayBuffer(samples.length * 2));
  for (const [at, sample] of samples.entries()) view.setInt16(at * 2, sample);
  return new Uint8Array(view.buffer);
}

function chunk(tag: string, ...parts: (Uint8Array | number[])[]): Uint8Array {
  const body = Uint8Array.from(parts.flatMap((part) => [...part]));
  const header = new DataView(new ArrayBuffer(8));
  for (let letter = 0; letter < 4; letter += 1) header.setUint8(letter, tag.charCodeAt(letter));
  header.setUint32(4, body.length);
  return Uint8Array.from([...new Uint8Array(header.buffer), ...body, ...(body.length % 2 === 1 ? [0] : [])]);
}

const letters = (text: string) => [...new TextEncoder().encode(text)];
// 8000 and 16000 as 80-bit floats.
const rate8000 = [0x40, 0x0b, 0xfa, 0, 0, 0, 0, 0, 0, 0];
const rate16000 = [0x40, 0x0c, 0xfa, 0, 0, 0, 0, 0, 0, 0];

function aiff(sound: Uint8Array, { bits = 16, channels = 1, rate = rate8000, compression = '' } = {}): Uint8Array {
  const kind = compression ? 'AIFC' : 'AIFF';
  const name = compression ? [...letters(compression), 0, 0] : [];
  const common = chunk('COMM', [0, channels, 0, 0, 0, 0, 0, bits, ...rate, ...name]);
  return chunk('FORM', letters(kind), common, chunk('SSND', [0, 0, 0, 0, 0, 0, 0, 0], sound));
}

async function mp3(samples: Samples, channelCount: 1 | 2 = 1): Promise<Uint8Array> {
  const encoder = await makeMp3Encoder(channelCount);
  return Buffer.concat([encoder.add(Array(channelCount).fill(samples)), encoder.end()]);
}

describe('a file is played', () => {
  const muLaw = Uint8Array.from(hum, encodeMuLaw);
  const aLaw = Uint8Array.from(hum, encodeALaw);
  const swapped = new Uint8Array(hum.buffer.slice(0));
  const au = (encoding: number, sound: Uint8Array) =>
    Uint8Array.from([
      ...letters('.snd'),
      0,
      0,
      0,
      24,
      0xff,
      0xff,
      0xff,
      0xff,
      0,
      0,
      0,
      encoding,
      0,
      0,
      0x1f,
      0x40,
      0,
      0,
      0,
      1,
      ...sound,
    ]);

  test.each<[string, Uint8Array, string]>([
    ['a WAV file', encodeWav([hum]), 'audio/x-wav'],
    ['a WAV file of unknown type', encodeWav([hum]), 'application/octet-stream'],
    ['a WAV file that claims to be MP3', encodeWav([hum]), 'audio/mpeg'],
    ['raw µ-law', muLaw, 'audio/ulaw'],
    ['raw µ-law as audio/basic', muLaw, 'audio/basic; charset=binary'],
    ['raw A-law', aLaw, 'audio/x-alaw'],
    ['an AIFF file', aiff(bigEndian(hum)), 'audio/aiff'],
    ['an AIFF-C file with its bytes swapped', aiff(swapped, { compression: 'sowt' }), 'audio/x-aifc'],
    ['an AIFF-C file in µ-law', aiff(muLaw, { compression: 'ulaw' }), ''],
    ['an au file in µ-law', au(1, muLaw), 'audio/basic'],
    ['an au file of 16 bits', au(3, bigEndian(hum)), ''],
  ])('%s', async (_, bytes, contentType) => {
    const heard = await decode(bytes, contentType);
    expect(heard).toHaveLength(hum.length);
    expect(likeness(hum, heard)).toBeGreaterThan(0.999);
  });

  test('a file at another rate keeps its pitch and its length', async () => {
    const twice = Int16Array.from(
      { length: hum.length * 2 },
      (_, at) => 9000 * Math.sin((2 * Math.PI * 1000 * at) / 16_000),
    );
    const heard = await decode(aiff(bigEndian(twice), { rate: rate16000 }), 'audio/aiff');
    expect(heard).toHaveLength(hum.length);
    expect(likeness(tone({ frequenciesHz: [1000], durationMs: 300, amplitude: 0.3 }), heard)).toBeGreaterThan(0.98);
  });

  test.each([1, 2] as const)('an MP3 file with %d channels, whatever its type', async (channelCount) => {
    const bytes = await mp3(hum, channelCount);
    for (const contentType of ['audio/mpeg', 'audio/mp3', 'application/octet-stream', '']) {
      const heard = await decode(bytes, contentType);
      expect(Math.abs(heard.length - hum.length)).toBeLessThan(2500);
      expect(likeness(hum.subarray(800, 3200), heard)).toBeGreaterThan(0.97);
    }
  });

  test('an MP3 file with tags in front', async () => {
    const tags = Uint8Array.from([...letters('ID3'), 3, 0, 0, 0, 0, 0, 10, ...Array(10).fill(0)]);
    const heard = await decode(Buffer.concat([tags, await mp3(hum)]), 'application/octet-stream');
    expect(likeness(hum.subarray(800, 3200), heard)).toBeGreaterThan(0.97);
  });

  test('a file within a larger buffer', async () => {
    const larger = new Uint8Array(muLaw.length + 20);
    larger.set(muLaw, 10);
    expect(await decode(larger.subarray(10, 10 + muLaw.length), 'audio/ulaw')).toEqual(
      await decode(muLaw, 'audio/ulaw'),
    );
  });
});

describe('GSM 06.10', () => {
  test('is decoded bit by bit as libgsm decodes it', () => {
    const samples = fromUnitRange(readGsm(hello));
    expect(samples).toHaveLength(1600);
    const digest = createHash('sha256').update(Buffer.from(samples.buffer)).digest('hex');
    expect(digest).toBe('ca3c97589f67af61c682ba302ecd2ea9f1d971bb3f7e8c6f9a00f5cc8441e26a');
  });

  test.each(['audio/gsm', 'audio/x-gsm'])('is played as %s', async (contentType) => {
    expect(await decode(hello, contentType)).toEqual(fromUnitRange(readGsm(hello)));
  });

  test('is played out of a WAV file, whose blocks hold two frames with their bits the other way round', async () => {
    const heard = await decode(gsmWav(hello), 'audio/wav');
    expect(heard).toEqual(fromUnitRange(readGsm(hello)));
  });

  test('without its signature is refused', async () => {
    await expect(decode(new Uint8Array(66), 'audio/gsm')).rejects.toThrow(/frame 1 has no signature/);
  });
});

const fieldWidths = [
  6,
  6,
  5,
  5,
  4,
  4,
  3,
  3,
  ...Array(4)
    .fill([7, 2, 2, 6, ...Array(13).fill(3)])
    .flat(),
];

function gsmWav(frames: Uint8Array): Uint8Array {
  const blocks: number[] = [];
  for (let at = 0; at < frames.length; at += 66) blocks.push(...blockOf(frames.subarray(at, at + 66)));
  const header = [...letters('fmt '), 16, 0, 0, 0, 0x31, 0, 1, 0, 0x40, 0x1f, 0, 0, 0, 0, 0, 0, 65, 0, 0, 0];
  const size = [blocks.length & 0xff, blocks.length >> 8, 0, 0];
  return Uint8Array.from([
    ...letters('RIFF'),
    0,
    0,
    0,
    0,
    ...letters('WAVE'),
    ...header,
    ...letters('data'),
    ...size,
    ...blocks,
  ]);
}

function blockOf(twoFrames: Uint8Array): number[] {
  const bits: string[] = [];
  for (const start of [0, 33]) {
    const frame = [...twoFrames.subarray(start, start + 33)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
    let at = 4;
    for (const width of fieldWidths) {
      bits.push(...[...frame.slice(at, at + width)].reverse());
      at += width;
    }
  }
  return Array.from({ length: 65 }, (_, byte) =>
    Number.parseInt(
      bits
        .slice(byte * 8, byte * 8 + 8)
        .reverse()
        .join(''),
      2,
    ),
  );
}

describe('a file is refused in a sentence', () => {
  test.each<[string, Uint8Array | string, string, RegExp]>([
    ['when it is empty', '', 'audio/mpeg', /is empty/],
    ['when it is a web page', '<html>Not found</html>', 'text/html', /a page or another text/],
    ['when it is JSON', '{"error":1}', 'application/json', /it is JSON/],
    ['when it is Ogg', 'OggS\0\0\0', 'audio/ogg', /an Ogg file/],
    ['when it is MP4', '\0\0\0\x20ftypM4A ', 'audio/mp4', /an MP4 file/],
    ['when nobody says what it is', 'abcdefgh', 'application/octet-stream', /'application\/octet-stream'/],
    ['when it only claims to be MP3', 'this is a text, and nothing else than a text', 'audio/mpeg', /not an MP3 file/],
    ['when it only claims to be WAV', 'abcdefgh', 'audio/wav', /does not begin with RIFF/],
    ['when its AIFF has no format', chunk('FORM', letters('AIFF')), 'audio/aiff', /does not say its format/],
    [
      'when its AIFF is compressed otherwise',
      aiff(new Uint8Array(8), { compression: 'ima4' }),
      '',
      /'ima4' with 16 bits/,
    ],
    ['when its AIFF has no channel', aiff(new Uint8Array(8), { channels: 0 }), '', /0 channels/],
    [
      'when its au has another encoding',
      '.snd\0\0\0\x18\0\0\0\0\0\0\0\x17\0\0\x1f\x40\0\0\0\x01',
      '',
      /the encoding 23/,
    ],
  ])('%s', async (_, content, contentType, message) => {
    const bytes = typeof content === 'string' ? Buffer.from(content, 'latin1') : content;
    const refused = decode(bytes, contentType);
    await expect(refused).rejects.toThrow(UnreadableAudio);
    await expect(refused).rejects.toThrow(message);
  });

  test('or played, whatever the bytes are', async () => {
    // The MP3 decoder prints every broken frame.
    const silenced = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    onTestFinished(() => silenced.mockRestore());
    const files = [aiff(bigEndian(hum.subarray(0, 400))), encodeWav([hum.subarray(0, 400)]), hello, await mp3(hum)];
    const types = ['audio/aiff', 'audio/gsm', 'audio/mpeg', 'audio/ulaw', 'audio/wav'];
    const change = fc.tuple(fc.nat(300), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.constantFrom(...types),
        fc.array(change, { maxLength: 20 }),
        async (file, contentType, changes) => {
          const bytes = Uint8Array.from(file);
          for (const [at, value] of changes) bytes[at] = value;
          const outcome = await decode(bytes, contentType).catch((error) => error);
          if (outcome instanceof Int16Array) expect(outcome.length).toBeLessThanOrEqual(bytes.length * 20);
          else expect(outcome).toBeInstanceOf(UnreadableAudio);
        },
      ),
    );
  });
});
