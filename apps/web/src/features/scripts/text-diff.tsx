import { diffOf } from './script-diff.ts';
import type { ScriptDraft } from './script-draft.ts';

type Content = Pick<ScriptDraft, 'text' | 'template' | 'variables'>;

/** Two versions as one text: struck out what went, underlined what came. */
export function TextDiff({ before, after }: { before: Content; after: Content }) {
  return (
    <p className="max-h-72 overflow-y-auto rounded-lg border bg-sunken p-2 text-[13px] break-words whitespace-pre-wrap">
      {diffOf(before, after).map(({ at, text, kind }) => {
        if (kind === 'gone')
          return (
            <del key={`${kind} ${at}`} className="rounded-sm st-danger">
              {text}
            </del>
          );
        if (kind === 'new')
          return (
            <ins key={`${kind} ${at}`} className="rounded-sm st-live">
              {text}
            </ins>
          );
        return <span key={`${kind} ${at}`}>{text}</span>;
      })}
    </p>
  );
}
