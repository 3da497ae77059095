import type { Prospect } from '@offhook/contract';
import { NextCall, outcomeWords, ProspectStateBadge, ProspectWho } from './prospect-cells.tsx';

/** The prospects where it is too narrow for a table. */
export function ProspectCards(props: { prospects: readonly Prospect[]; onOpen: (id: string) => void }) {
  return (
    <ul aria-label="Prospects" className="grid grid-cols-[minmax(0,1fr)] gap-2">
      {props.prospects.map((prospect) => (
        <li key={prospect.id} className="card grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-1 p-3">
          <ProspectWho prospect={prospect} onOpen={props.onOpen} />
          <ProspectStateBadge prospect={prospect} />
          <p className="col-span-2 text-[13px] text-muted">
            {attemptWords(prospect)}
            {prospect.state === 'waiting' ? (
              <>
                {' '}
                · <NextCall prospect={prospect} />
              </>
            ) : null}
          </p>
          {prospect.reason ? <p className="col-span-2 text-[13px] break-words">{prospect.reason.message}</p> : null}
        </li>
      ))}
    </ul>
  );
}

function attemptWords(prospect: Prospect): string {
  if (prospect.attempts === 0) return 'Not called yet';
  const count = prospect.attempts === 1 ? '1 attempt' : `${prospect.attempts} attempts`;
  return `${count}, last: ${outcomeWords(prospect).toLowerCase()}`;
}
