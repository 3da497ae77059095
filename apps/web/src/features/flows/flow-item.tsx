import type { FlowSummary } from '@offhook/contract';
import { Link } from '@tanstack/react-router';
import { formatNumber } from '../../app/phone.ts';
import { Badge } from '../../ui/badge.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';
import { FlowMenu } from './flow-menu.tsx';

/** One flow of the list: what is live, which numbers lead here, how much it is used. */
export function FlowItem({ flow, mayWrite }: { flow: FlowSummary; mayWrite: boolean }) {
  const { country } = useWorkspace();
  const { id, name, description, live_version: live, has_unpublished_changes: hasChanges } = flow;
  return (
    <li className="relative flex items-start gap-2 px-4 py-2.5 hover:bg-sunken">
      <div className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)] gap-0.5">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Link
            to="/flows/$flowId"
            params={{ flowId: id }}
            className="min-w-0 font-medium break-words after:absolute after:inset-0 hover:underline"
          >
            {name}
          </Link>
          {live ? <Badge tone="live">Live: version {live.number}</Badge> : <Badge outlined>Not published</Badge>}
          {live && hasChanges ? <Badge outlined>Unpublished changes</Badge> : null}
        </div>
        {description ? <p className="truncate text-[13px] text-muted">{description}</p> : null}
        <p className="text-[13px] text-muted">
          {numbersInWords(flow.numbers.map((number) => formatNumber(number, country)))} ·{' '}
          {callsInWords(flow.total_calls)}
          {flow.last_used_at ? (
            <>
              , last <RelativeTime at={flow.last_used_at} />
            </>
          ) : null}{' '}
          · changed <RelativeTime at={flow.changed_at} />
        </p>
      </div>
      {mayWrite ? <FlowMenu flow={flow} /> : null}
    </li>
  );
}

function numbersInWords(numbers: readonly string[]): string {
  const [first, ...others] = numbers;
  if (first === undefined) return 'no number leads here';
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}

function callsInWords(calls: number): string {
  if (calls === 0) return 'no calls yet';
  return calls === 1 ? '1 call' : `${calls.toLocaleString('en-US')} calls`;
}
