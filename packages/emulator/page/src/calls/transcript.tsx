import { useEffect, useRef } from 'preact/hooks';
import type { FarEndJson, UtteranceJson } from '../../../src/control/shapes.ts';

/** What was heard and said at the far end, in order; it stays at its end. */
export function Transcript({ phone }: { phone: FarEndJson }) {
  const box = useRef<HTMLOListElement>(null);
  const lines = [
    ...phone.heard.map((utterance) => ({ ...utterance, who: 'heard' })),
    ...phone.said.map((utterance) => ({ ...utterance, who: 'said' })),
  ].sort((a, b) => a.at.localeCompare(b.at));
  useEffect(() => {
    box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [lines.length]);
  if (lines.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <ol class="transcript" ref={box} tabIndex={0} aria-label="What was heard and said">
      {lines.map((line, index) => (
        <li key={index} class={line.who}>
          <span class="hint">{line.who}</span> {wordsOf(line)}
        </li>
      ))}
    </ol>
  );
}

function wordsOf({ kind, text }: UtteranceJson): string {
  if (kind === 'say') return text;
  if (kind === 'digits') return `keys ${text}`;
  return kind === 'play' ? `♪ ${text}` : text;
}
