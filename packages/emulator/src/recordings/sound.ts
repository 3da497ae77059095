import { type Extent, extentOf, mix, type Samples, together, wavInSlices } from '../audio/index.ts';
import { sampleAt } from '../audio/samples.ts';
import type { Exchange } from '../exchange.ts';
import type { Track } from '../line.ts';

/** A stretch of the clock that is not heard; it goes on while `toMs` is Infinity. A skipped one is left out altogether. */
export interface Pause {
  fromMs: number;
  toMs: number;
  isSkipped: boolean;
}

/** What is to be kept of what sounds. */
export interface SoundToKeep {
  /** One or two channels; in each, the tracks that are heard in it together. */
  channels: readonly (readonly Pick<Track, 'timeline' | 'originMs'>[])[];
  startedAtMs: number;
  endedAtMs: number;
  pauses: readonly Pause[];
  /** Whether what is silent in every channel is cut off at both ends. */
  isTrimmed: boolean;
}

export interface KeptSound {
  /** Samples of each channel; with none there is no file. */
  frames: number;
  /** Whether nothing was heard at all. */
  isSilent: boolean;
  /** Why there is no file. */
  absence?: 'too short' | 'silent';
  byteLength: number;
}

const headerBytes = 44;

/**
 * Writes sound into the journal as the WAV file of a recording, ten seconds at a time and one recording after another, so
 * that it neither blocks the event loop nor needs more memory for a longer one. It is heard as it is at the moment of
 * this call.
 *
 * @example
 * await keepSound(exchange, sid, { channels: [[room.mix]], startedAtMs, endedAtMs, pauses: [], isTrimmed: true });
 */
export function keepSound(exchange: Exchange, sid: string, sound: SoundToKeep): Promise<KeptSound> {
  const first = renderingOf(sound);
  const second = sound.isTrimmed ? renderingOf(sound) : undefined;
  const writing = (turns.get(exchange) ?? Promise.resolve()).then(() =>
    second ? writeTrimmed(exchange, sid, sound, first, second) : writeWhole(exchange, sid, sound, first),
  );
  turns.set(
    exchange,
    writing.catch(() => undefined),
  );
  return writing;
}

// The end of the last writing that was asked for.
const turns = new WeakMap<Exchange, Promise<unknown>>();

type Rendering = AsyncGenerator<Samples[]>;

// What is silent at the ends is only known when all was heard: once to find it, once to write.
async function writeTrimmed(
  exchange: Exchange,
  sid: string,
  sound: SoundToKeep,
  first: Rendering,
  second: Rendering,
): Promise<KeptSound> {
  if (framesOf(sound) === 0) return nothing;
  const extent = await extentOf(first);
  if (!extent) return { ...nothing, absence: 'silent' };
  return write(exchange, sid, within(second, extent), { sound, frames: extent.to - extent.from, isSilent: false });
}

async function writeWhole(exchange: Exchange, sid: string, sound: SoundToKeep, all: Rendering): Promise<KeptSound> {
  const frames = framesOf(sound);
  const heard = { isSilent: true };
  if (frames === 0) return nothing;
  const kept = await write(exchange, sid, listening(all, heard), { sound, frames, isSilent: true });
  return { ...kept, ...heard };
}

const nothing: KeptSound = { frames: 0, isSilent: true, absence: 'too short', byteLength: 0 };

async function write(
  exchange: Exchange,
  sid: string,
  slices: Rendering,
  { sound, frames, isSilent }: { sound: SoundToKeep; frames: number; isSilent: boolean },
): Promise<KeptSound> {
  const channelCount = sound.channels.length;
  await exchange.journal.putMedia(sid, wavInSlices(slices, { channelCount, frames }));
  return { frames, isSilent, byteLength: headerBytes + frames * channelCount * 2 };
}

interface Stretch {
  fromMs: number;
  toMs: number;
  isHeard: boolean;
}

function stretchesOf({ startedAtMs, endedAtMs, pauses }: SoundToKeep): Stretch[] {
  const stretches: Stretch[] = [];
  let fromMs = startedAtMs;
  for (const pause of pauses) {
    const toMs = Math.min(pause.toMs, endedAtMs);
    stretches.push({ fromMs, toMs: pause.fromMs, isHeard: true });
    if (!pause.isSkipped) stretches.push({ fromMs: pause.fromMs, toMs, isHeard: false });
    fromMs = toMs;
  }
  stretches.push({ fromMs, toMs: endedAtMs, isHeard: true });
  return stretches.filter((stretch) => stretch.fromMs < stretch.toMs);
}

function framesOf(sound: SoundToKeep): number {
  const originMs = sound.channels[0]?.[0]?.originMs ?? 0;
  return stretchesOf(sound).reduce((frames, stretch) => frames + framesIn(stretch, originMs), 0);
}

// As the timelines round.
function framesIn({ fromMs, toMs }: Stretch, originMs: number): number {
  return sampleAt(toMs - originMs) - sampleAt(fromMs - originMs);
}

// Every timeline is asked at once, so that all are heard as they are now; what comes of it is made when it is read.
function renderingOf(sound: SoundToKeep): Rendering {
  const { channels } = sound;
  const originMs = channels[0]?.[0]?.originMs ?? 0;
  const parts = stretchesOf(sound).map((stretch) => {
    if (!stretch.isHeard) return silence(channels.length, framesIn(stretch, originMs));
    const { fromMs, toMs } = stretch;
    const heard = channels.map((tracks) =>
      summed(tracks.map((track) => track.timeline.renderInSlices(fromMs - track.originMs, toMs - track.originMs))),
    );
    return together(heard);
  });
  return inARow(parts);
}

async function* inARow(parts: Rendering[]): Rendering {
  for (const part of parts) yield* part;
}

async function* summed(tracks: AsyncGenerator<Samples>[]): AsyncGenerator<Samples> {
  for await (const [first = new Int16Array(0), ...others] of together(tracks)) yield others.reduce(mix, first);
}

const sliceFrames = 80_000;

async function* silence(channelCount: number, frames: number): Rendering {
  for (let left = frames; left > 0; left -= sliceFrames) {
    const slice = new Int16Array(Math.min(left, sliceFrames));
    yield Array.from({ length: channelCount }, () => slice);
  }
}

async function* within(slices: Rendering, { from, to }: Extent): Rendering {
  let passed = 0;
  for await (const channels of slices) {
    const length = channels[0]?.length ?? 0;
    const first = Math.max(0, from - passed);
    const end = Math.min(length, to - passed);
    if (first < end) yield channels.map((channel) => channel.subarray(first, end));
    passed += length;
    if (passed >= to) return;
  }
}

async function* listening(slices: Rendering, heard: { isSilent: boolean }): Rendering {
  for await (const channels of slices) {
    if (heard.isSilent) heard.isSilent = (await extentOf(once(channels))) === undefined;
    yield channels;
  }
}

async function* once(channels: Samples[]): Rendering {
  yield channels;
}
