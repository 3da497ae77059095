import type { ContactImport } from '@offhook/contract';
import { figure } from './import-words.ts';

/** How far the server is; it goes on without the page. */
export function ProgressOfImport({ of, title }: { of: ContactImport; title: string }) {
  const { rows, of_rows, fraction } = of.progress;
  const percent = Math.floor(fraction * 100);
  return (
    <div className="grid gap-2">
      <p className="font-medium">{title}</p>
      <progress
        aria-label={title}
        value={percent}
        max={100}
        className="h-2 w-full appearance-none overflow-hidden rounded-full border border-input bg-sunken [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent"
      />
      <p className="tabular text-[13px] text-muted">
        {percent} %, {figure(rows)}
        {of_rows === null ? '' : ` of ${figure(of_rows)}`} rows. The server goes on alone: you can close this page and
        come back.
      </p>
    </div>
  );
}
