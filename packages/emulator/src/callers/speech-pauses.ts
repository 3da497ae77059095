import { type SpeechSpan, speechSpans, synthesise, type Voice } from '../audio/index.ts';

const most = 2000;
const known = new Map<string, readonly SpeechSpan[]>();

/**
 * When a voice that says a text really speaks, in milliseconds from its first sample: between sentences it pauses. At once
 * for what was measured before.
 *
 * @throws SpeechFailed as synthesise does
 */
export function speechPauses(text: string, voice: Voice): readonly SpeechSpan[] | Promise<readonly SpeechSpan[]> {
  const key = `${voice} ${text}`;
  return known.get(key) ?? synthesise(text, voice).then((samples) => remember(key, speechSpans(samples)));
}

function remember(key: string, spans: readonly SpeechSpan[]): readonly SpeechSpan[] {
  known.set(key, spans);
  if (known.size > most) {
    for (const oldest of known.keys()) {
      known.delete(oldest);
      break;
    }
  }
  return spans;
}
