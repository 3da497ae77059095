import type { Call } from '@offhook/contract';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { formatNumber } from '../../app/phone.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';
import type { ClickToCallAnswer } from './place-call.ts';
import { PlacedCall } from './placed-call.tsx';
import { callQuery } from './queries.ts';

/** The call that was just placed from the modal, followed live. */
export function CallModalPlaced({ answer, onClose }: { answer: ClickToCallAnswer; onClose: () => void }) {
  const { country } = useWorkspace();
  const detail = useQuery(callQuery(answer.call_id));
  const call: Call | undefined = detail.data;
  const sid = call?.call_sid ?? answer.call_sid;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <p role="status" aria-label="Result" className="font-medium">
        {answer.message}
        {answer.simulated ? ' (simulated: nobody is really called)' : ''}
      </p>
      <dl className="grid gap-3 xs:grid-cols-2">
        <Fact name="From">{formatNumber(answer.from_number, country)}</Fact>
        <Fact name="To">{formatNumber(answer.to_number, country)}</Fact>
        <div className="min-w-0 xs:col-span-2">
          <dt className="text-xs text-muted">Call SID</dt>
          <dd className="flex flex-wrap items-center gap-2">
            {sid ? (
              <>
                <code className="min-w-0 text-[13px] break-all">{sid}</code> <CopyButton text={sid} label="Copy SID" />
              </>
            ) : (
              'Not known yet'
            )}
          </dd>
        </div>
      </dl>
      {call ? (
        <PlacedCall placed={call} onDone={onClose} doneLabel="Save & close" />
      ) : (
        <Skeleton rows={1} rowHeight={88} label="Loading the call" />
      )}
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted">{name}</dt>
      <dd className="tabular">{children}</dd>
    </div>
  );
}
