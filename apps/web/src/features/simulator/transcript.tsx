import type { FarEnd } from '@offhook/contract';
import { AbsoluteTime } from '../../ui/time.tsx';

/** What this phone heard and said, in order. */
export function Transcript({ farEnd }: { farEnd: FarEnd }) {
  const lines = [
    ...farEnd.heard.map((line) => ({ ...line, who: 'Heard' })),
    ...farEnd.said.map((line) => ({ ...line, who: 'Said' })),
  ].sort((a, b) => a.at.localeCompare(b.at));
  if (lines.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and without a pointer only what has the focus can be scrolled.
    <div role="log" aria-label="Heard and said" tabIndex={0} className="max-h-44 overflow-y-auto text-[13px]">
      <ol className="grid gap-1.5">
        {lines.map((line) => (
          <li key={`${line.who} ${line.at} ${line.text}`} className="grid grid-cols-[56px_1fr] gap-2">
            <span className="text-xs text-muted">
              {line.who}
              <span className="block text-[11px]">
                <AbsoluteTime at={line.at} precision="time" />
              </span>
            </span>
            <span>{line.text}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
