import type { Prospect } from '@offhook/contract';
import { useNow } from '../../app/clock.ts';
import { formatNumber } from '../../app/phone.ts';
import { Badge } from '../../ui/badge.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';
import { outcomeLabels, stateLabels, stateTones } from './campaign-words.ts';
import { clockThere } from './zoned-moments.ts';

/** The name over the number; it opens the panel. */
export function ProspectWho({ prospect, onOpen }: { prospect: Prospect; onOpen: (id: string) => void }) {
  const { country } = useWorkspace();
  return (
    <div className="min-w-0">
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={(event) => {
          // The row of the table opens it as well.
          event.stopPropagation();
          onOpen(prospect.id);
        }}
        className="block min-h-6 max-w-full truncate text-left font-medium -outline-offset-2 hover:underline"
      >
        {prospect.contact?.name ?? 'Deleted contact'}
      </button>
      <p className="tabular truncate text-xs leading-4 text-muted">
        {prospect.phone_number ? formatNumber(prospect.phone_number, country) : 'No number'}
      </p>
    </div>
  );
}

export function ProspectStateBadge({ prospect }: { prospect: Pick<Prospect, 'state'> }) {
  return <Badge tone={stateTones[prospect.state]}>{stateLabels[prospect.state]}</Badge>;
}

export function outcomeWords({ outcome }: Pick<Prospect, 'outcome'>): string {
  return outcome ? outcomeLabels[outcome] : '–';
}

/** When the next call is due, on the clock there. */
export function NextCall({ prospect }: { prospect: Prospect }) {
  const nowMs = useNow(60_000);
  const { next_at: at, state, zones } = prospect;
  if (state !== 'waiting' || at === null) return '–';
  if (Date.parse(at) <= nowMs) return 'As soon as it may be';
  return <time dateTime={at}>{clockThere(at, zones, nowMs)}</time>;
}
