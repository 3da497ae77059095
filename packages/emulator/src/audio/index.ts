import { closeCodecs } from './codecs.ts';
import { closeSpeech } from './speech.ts';

export { enterBeep, exitBeep, ringTone } from './call-tones.ts';
export { CodecFailed, decodeAudio, encodeMp3, mp3InSlices } from './codecs.ts';
export { detectBeeps } from './detect-beep.ts';
export { detectDtmf } from './detect-dtmf.ts';
export { type SpeechSpan, speechSpans } from './detect-speech.ts';
export { dtmf } from './dtmf.ts';
export { fromMuLaw, muLawFrameBytes, toMuLaw } from './g711.ts';
export { holdMusic } from './hold-music.ts';
export { lineNoise } from './noise.ts';
export type { Samples } from './samples.ts';
export { mix } from './samples.ts';
export { downMix, type Extent, extentOf, together } from './slices.ts';
export { lengthMsOf, type Sound } from './sound.ts';
export { lazySpeech, spokenLengthMs } from './speak.ts';
export { closeSpeech, SpeechFailed, speechLengthMs, synthesise } from './speech.ts';
export type { Timeline } from './timeline.ts';
export { makeTimeline, SoundNotReady } from './timeline.ts';
export { beep } from './tones.ts';
export { UnreadableAudio } from './unreadable-audio.ts';
export type { Voice } from './voices.ts';
export { voiceFor } from './voices.ts';
export { decodeWav, recordedChannels } from './wav-decode.ts';
export { encodeWav, wavHeader, wavInSlices } from './wav-encode.ts';

/**
 * Ends every thread that works on sound. What is under way fails by name; a later request starts its thread again.
 *
 * @example
 * await closeAudio();
 */
export async function closeAudio(): Promise<void> {
  await Promise.all([closeSpeech(), closeCodecs()]);
}
