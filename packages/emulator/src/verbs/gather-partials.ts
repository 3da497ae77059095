import type { Timer } from '@offhook/kit';
import type { Exchange } from '../exchange.ts';
import type { Heard, Line } from '../line.ts';
import { type Input, wordsBy } from './gather-input.ts';

export type OnPartial = (text: string) => void;

/** Tells of the words as they come, one after the other, as if every letter took as long. Returns what ends that. */
export function followPartials({ clock }: Exchange, line: Line, input: Input, onPartial: OnPartial): () => void {
  const timers = new Set<Timer>();
  let latest = '';
  const tell = () => {
    const words = wordsBy(input, clock.nowMs());
    if (words === latest || input.type !== 'speech') return;
    latest = words;
    onPartial(words);
  };
  const said = ({ kind, text, lengthMs }: Heard & { lengthMs: number }) => {
    if (kind !== 'say') return;
    for (const word of text.matchAll(/\S+/g)) {
      // A little late rather than a little early, when the word would not be over yet.
      const afterMs = Math.ceil((lengthMs * (word.index + word[0].length)) / text.length);
      timers.add(clock.after(afterMs, tell));
    }
  };
  line.speechListeners.add(said);
  return () => {
    line.speechListeners.delete(said);
    for (const timer of timers) timer.cancel();
  };
}
