/** The speakers: slt is an American woman, rms an American man, awb a Scottish man, kal16 a robot. */
export type Voice = 'slt' | 'rms' | 'awb' | 'kal16';

/** How a voice differs from its usual self. Both are factors: 1 is usual, 2 twice as fast or an octave higher. */
export interface SpeechOptions {
  /** Between 0.25 and 4; beyond is brought back to the nearest of them. */
  rate?: number;
  /** Between 0.5 and 2; beyond is brought back to the nearest of them. */
  pitch?: number;
}

// The men among Amazon Polly's and Google's voices (Twilio, "Available voices", 2026-11); who is not here is a woman.
const men: Record<Exclude<Voice, 'slt'>, readonly string[]> = {
  rms: ['man', 'matthew', 'stephen', 'gregory', 'patrick', 'miguel', 'pedro', 'mathieu', 'liam', 'charon', 'orus'],
  awb: ['brian', 'arthur', 'geraint', 'russell', 'daniel', 'hans', 'enrique', 'sergio', 'remi', 'giorgio', 'fenrir'],
  kal16: ['joey', 'justin', 'kevin', 'takumi', 'maxim', 'puck'],
};

/**
 * Our speaker for the voice that a `<Say>` names. A name never heard of, and no name, give the woman.
 *
 * @example
 * voiceFor('Polly.Matthew-Neural'); // 'rms'
 */
export function voiceFor(twilioVoice: string | undefined): Voice {
  const name = (twilioVoice ?? '').toLowerCase();
  if (isGoogleMan(name)) return name.startsWith('google.en-us') ? 'rms' : 'awb';
  const words = name.split(/[.-]/);
  if (words.some((word) => men.rms.includes(word))) return 'rms';
  if (words.some((word) => men.awb.includes(word))) return 'awb';
  if (words.some((word) => men.kal16.includes(word))) return 'kal16';
  return 'slt';
}

// Google's lettered voices: B and D are men in nearly every language, A, I and J in American English as well.
function isGoogleMan(name: string): boolean {
  return /^google\.(en-us-\w+-[abdij]|[a-z]{2,3}-[a-z]{2}-\w+-[bd])$/.test(name);
}
