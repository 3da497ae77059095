import type { Call } from '@offhook/contract';
import { CallOnCard } from '../calls/call-card.tsx';

/** S4's cards: each call with all its details at a glance. */
export function CallCards({ calls }: { calls: readonly Call[] }) {
  return (
    <ul aria-label="Calls" className="grid grid-cols-[minmax(0,1fr)] gap-2 lg:grid-cols-2 2xl:grid-cols-3">
      {calls.map((call, index) => (
        <li key={call.id} className="card grid grid-cols-[minmax(0,1fr)] content-start gap-2 p-3">
          <CallOnCard call={call} index={index} />
          {call.error ? <p className="text-[13px] break-words text-danger-text">{call.error.message}</p> : null}
        </li>
      ))}
    </ul>
  );
}
