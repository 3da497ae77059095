/**
 * Voices that the carrier speaks with; each brings its language
 * (https://www.twilio.com/docs/voice/twiml/say/text-speech, read 2026-11-21). It knows more.
 */
export const voices: readonly { value: string; label: string; language: string }[] = [
  { value: 'Polly.Joanna', label: 'Joanna, English (US)', language: 'en-US' },
  { value: 'Polly.Matthew', label: 'Matthew, English (US)', language: 'en-US' },
  { value: 'Polly.Amy', label: 'Amy, English (UK)', language: 'en-GB' },
  { value: 'Polly.Brian', label: 'Brian, English (UK)', language: 'en-GB' },
  { value: 'Polly.Vicki', label: 'Vicki, German', language: 'de-DE' },
  { value: 'Polly.Lucia', label: 'Lucia, Spanish', language: 'es-ES' },
  { value: 'Polly.Lea', label: 'Léa, French', language: 'fr-FR' },
  { value: 'Polly.Bianca', label: 'Bianca, Italian', language: 'it-IT' },
  { value: 'Polly.Camila', label: 'Camila, Portuguese (Brazil)', language: 'pt-BR' },
  { value: 'man', label: 'Plain man, English', language: 'en-US' },
  { value: 'woman', label: 'Plain woman, English', language: 'en-US' },
];

/** A voice as people read it. */
export function voiceName(voice: string): string {
  return voices.find(({ value }) => value === voice)?.label ?? voice;
}

export function languageOf(voice: string): string {
  return voices.find(({ value }) => value === voice)?.language ?? 'en-US';
}
