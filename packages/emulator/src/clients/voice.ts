import { fromMuLaw, muLawFrameBytes, type Samples, SoundNotReady, toMuLaw } from '../audio/index.ts';
import type { Exchange } from '../exchange.ts';
import { type Line, soundFar, soundsFrom } from '../line.ts';
import { outside, type Task, wait } from '../task.ts';

const frameMs = 20;
/** What a microphone sent ahead of time is kept up to one second; of more, the oldest is dropped. */
const mostWaitingBytes = 8000;
/** About -40 dBFS: a room, not a voice. Silence that was sent as sound would never let `<Record>` or `<Gather>` end. */
const quietestVoice = 300;

/** What a device sends, until it is its turn to be heard. */
export interface Microphone {
  push(bytes: Uint8Array): void;
  /** The next 20 ms, or less when no more has arrived. */
  take(): Uint8Array;
}

export function makeMicrophone(): Microphone {
  let waiting = new Uint8Array(0);
  return {
    push: (bytes) => {
      const all = new Uint8Array(waiting.length + bytes.length);
      all.set(waiting);
      all.set(bytes, waiting.length);
      waiting = all.subarray(Math.max(0, all.length - mostWaitingBytes));
    },
    take: () => {
      const frame = waiting.subarray(0, muLawFrameBytes);
      waiting = waiting.subarray(frame.length);
      return frame;
    },
  };
}

/** Carries sound between a device and its leg, 20 ms at a time in both directions, until it is interrupted. */
export function* talk(
  exchange: Exchange,
  line: Line,
  { microphone, sendAudio }: { microphone: Microphone; sendAudio: (frame: Uint8Array) => void },
): Task<never> {
  const { clock } = exchange;
  for (let fromMs = clock.nowMs(); ; fromMs += frameMs) {
    yield* wait(clock, Math.max(0, fromMs + frameMs - clock.nowMs()));
    sendAudio(toMuLaw(yield* heardBetween(exchange, line, fromMs)));
    const said = fromMuLaw(microphone.take());
    if (isVoice(said)) soundFar(exchange, line, said, { kind: 'voice', text: '' });
  }
}

function* heardBetween(exchange: Exchange, line: Line, fromMs: number): Task<Samples> {
  const { near } = line;
  const toMs = fromMs + frameMs;
  try {
    return soundsFrom(line, near, fromMs, toMs);
  } catch (error) {
    if (!(error instanceof SoundNotReady)) throw error;
    yield* outside(exchange.clock, near.timeline.ready(fromMs - near.originMs, toMs - near.originMs));
    return soundsFrom(line, near, fromMs, toMs);
  }
}

function isVoice(samples: Samples): boolean {
  return samples.some((sample) => Math.abs(sample) >= quietestVoice);
}
