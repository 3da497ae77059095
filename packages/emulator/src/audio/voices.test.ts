import { expect, test } from 'vitest';
import { type Voice, voiceFor } from './voices.ts';

const cases: [string | undefined, Voice][] = [
  [undefined, 'slt'],
  ['', 'slt'],
  ['woman', 'slt'],
  ['alice', 'slt'],
  ['man', 'rms'],
  ['Polly.Joanna', 'slt'],
  ['Polly.Matthew', 'rms'],
  ['Polly.Matthew-Neural', 'rms'],
  ['Polly.Brian', 'awb'],
  ['Polly.Joey', 'kal16'],
  ['Google.en-US-Standard-C', 'slt'],
  ['Google.en-US-Neural2-J', 'rms'],
  ['Google.en-GB-Wavenet-B', 'awb'],
  ['Google.en-GB-Wavenet-A', 'slt'],
  ['Google.en-US-Chirp3-HD-Charon', 'rms'],
  ['Google.en-US-Chirp3-HD-Aoede', 'slt'],
  ['nobody we know', 'slt'],
];

test.each(cases)('%s is spoken by %s', (twilioVoice, voice) => {
  expect(voiceFor(twilioVoice)).toBe(voice);
});
