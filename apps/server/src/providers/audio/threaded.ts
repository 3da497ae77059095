import type { Clock } from '@offhook/kit';
import { type Audio, type AudioProblem, AudioRefused, type AudioSource } from './audio.ts';
import type { AudioReply, AudioRequest } from './audio-worker.ts';
import { sniff } from './sniff.ts';
import { makeThread, type Thread, ThreadEnded } from './thread.ts';

const script = new URL('./audio-worker.ts', import.meta.url);
const defaultMaxBytes = 25_000_000;
const defaultMaxSeconds = 600;
// Ten minutes of stereo AAC, the slowest, took 7 s of two busy cores (2026-11-21).
const conversionLimitMs = 90_000;
const pieceLimitMs = 20_000;
const pieceBytes = 262_144;
// Each that waits holds its file.
const maxWaiting = 8;

type AudioThread = Thread<AudioRequest, AudioReply>;

/**
 * One thread converts, one file after another; another takes pieces of files that are being drawn or downloaded, so that
 * a slow download keeps nobody waiting.
 */
export function makeAudio(clock: Clock, limitMs = conversionLimitMs): Audio {
  const converting: AudioThread = makeThread(script, limitMs);
  const streaming: AudioThread = makeThread(script, pieceLimitMs);
  const answersTo = makeStream((request) => clock.during(ask(streaming, request)));

  return {
    sniff,
    async toTelephone(bytes, { maxBytes = defaultMaxBytes, maxSeconds = defaultMaxSeconds } = {}) {
      const sniffed = sniff(bytes);
      if ('problem' in sniffed) return sniffed;
      if (bytes.length > maxBytes) return tooLarge(bytes.length, maxBytes);
      if (converting.waiting() >= maxWaiting) {
        return problem('unavailable', 'Many sounds are being converted. Try again in a minute.');
      }
      const request = { do: 'to-telephone', bytes: ownCopy(bytes), maxSeconds } as const;
      const reply = await clock.during(ask(converting, request));
      return 'telephone' in reply ? reply.telephone : problemOf(reply);
    },
    async inspectWav(source) {
      let last: AudioReply | undefined;
      for await (last of answersTo('inspect', source)) if ('problem' in last) return last;
      return last && 'facts' in last ? last.facts : problemOf(last);
    },
    async *encodeMp3(source) {
      for await (const reply of answersTo('mp3', source)) {
        if (!('bytes' in reply)) throw refusalOf(problemOf(reply).problem);
        if (reply.bytes.length > 0) yield reply.bytes;
      }
    },
    async close() {
      await Promise.all([converting.close(), streaming.close()]);
    },
  };
}

/** Gives files to the thread piece by piece; the last answer belongs to the end. */
function makeStream(asked: (request: AudioRequest) => Promise<AudioReply>) {
  let lastFile = 0;
  return async function* answers(work: 'inspect' | 'mp3', source: AudioSource): AsyncGenerator<AudioReply> {
    lastFile += 1;
    const file = lastFile;
    let place: 'begin' | 'add' | 'end' = 'begin';
    try {
      for await (const bytes of piecesOf(source)) {
        const reply = await asked({ do: place, file, work, bytes });
        place = 'add';
        yield reply;
      }
      if (place === 'begin') return yield problem('not-audio', 'The file is empty.');
      place = 'end';
      yield await asked({ do: place, file });
    } finally {
      if (place === 'add') await asked({ do: 'forget', file });
    }
  };
}

async function* piecesOf(source: AudioSource): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for await (const piece of source) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
    for (let at = 0; at < bytes.length; at += pieceBytes) yield ownCopy(bytes.subarray(at, at + pieceBytes));
  }
}

/** Bytes that share their memory with nothing, so that the thread can have it. */
function ownCopy(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}

async function ask(thread: AudioThread, request: AudioRequest): Promise<AudioReply> {
  try {
    return await thread.ask(request, 'bytes' in request ? [request.bytes.buffer] : []);
  } catch (error) {
    if (!(error instanceof ThreadEnded)) throw error;
    const [kind, sentence] = endings[error.how];
    return problem(kind, sentence);
  }
}

const interrupted = ['unavailable', 'The work on this file was interrupted. Try again.'] as const;
const endings = {
  died: ['gave-up', 'Reading this file failed; it is probably damaged. Save it anew and send it again.'],
  overran: ['gave-up', 'Reading this file took too long and was given up. Save it as 16-bit WAV and send it again.'],
  closed: interrupted,
} as const;

function problemOf(reply: AudioReply | undefined): { problem: AudioProblem } {
  return reply && 'problem' in reply ? reply : problem(...interrupted);
}

function refusalOf({ kind, sentence }: AudioProblem): AudioRefused {
  return new AudioRefused(kind, sentence);
}

function problem(kind: AudioProblem['kind'], sentence: string): { problem: AudioProblem } {
  return { problem: { kind, sentence } };
}

function tooLarge(bytes: number, most: number): { problem: AudioProblem } {
  const megabytes = (count: number) => Math.ceil(count / 1_000_000);
  return problem('too-large', `The file has ${megabytes(bytes)} MB; ${megabytes(most)} MB is the most.`);
}
