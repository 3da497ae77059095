import type { Directory } from '@offhook/flow';
import { classNames } from '../../../ui/class-names.ts';
import { useFollowEnd } from '../../../ui/use-follow-end.ts';
import { type Line, linesOf } from './lines.ts';
import type { TestStep } from './test-run.ts';

/** What is said and done, as a conversation. */
export function TestTranscript({ steps, directory }: { steps: readonly TestStep[]; directory: Directory }) {
  const lines = steps.flatMap((step) => linesOf(step, directory));
  const following = useFollowEnd<HTMLDivElement>(lines.length);
  return (
    <div
      {...following}
      role="log"
      aria-label="Heard and done"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and without a pointer only what has the focus can be scrolled.
      tabIndex={0}
      className="h-44 overflow-y-auto rounded-lg bg-sunken p-2"
    >
      <ol className="grid gap-1.5">
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines are only ever added at the end.
          <TranscriptLine key={index} line={line} />
        ))}
      </ol>
    </div>
  );
}

const looks: Record<Line['who'], string> = {
  heard: 'justify-self-start bg-surface border',
  did: 'justify-self-end bg-accent-soft',
  note: 'justify-self-center text-center text-muted',
};

const before: Record<Line['who'], string> = { heard: 'Heard: ', did: 'Caller: ', note: '' };

function TranscriptLine({ line }: { line: Line }) {
  return (
    <li className={classNames('max-w-[92%] rounded-lg px-2.5 py-1 text-[13px] break-words', looks[line.who])}>
      <span className="sr-only">{before[line.who]}</span>
      {line.text}
    </li>
  );
}
