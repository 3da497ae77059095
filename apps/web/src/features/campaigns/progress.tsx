import type { Campaign } from '@offhook/contract';
import { peopleInWords, progressOf } from './campaign-words.ts';

/** How many of the people are finished with, as a bar and in words. */
export function Progress({ campaign }: { campaign: Pick<Campaign, 'name' | 'counts'> }) {
  const { counts } = campaign;
  const { done, percent } = progressOf(counts);
  const words = `${done.toLocaleString('en-US')} of ${peopleInWords(counts.total)} done (${percent} %)`;
  return (
    <div className="grid gap-1">
      <progress
        aria-label={`Progress of ${campaign.name}`}
        value={percent}
        max={100}
        className="h-2 w-full appearance-none overflow-hidden rounded-full border border-input bg-sunken [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent"
      />
      <p className="tabular text-xs text-muted">
        {counts.total === 0 ? 'Nobody to call yet' : words}
        {counts.skipped > 0 ? `, ${counts.skipped.toLocaleString('en-US')} of them skipped` : ''}
      </p>
    </div>
  );
}
