import { linkToCall } from '../route.ts';
import { Nothing } from '../ui/panel.tsx';
import { Time } from '../ui/time.tsx';

/** Something that went wrong on purpose, as the control API tells it. */
export interface AppliedMischief {
  sid: string;
  atMs: number;
  rule: string;
  fault: string;
  on: string;
  callSid?: string;
}

const mostShown = 100;

/** The latest first. */
export function AppliedList({ applied }: { applied: AppliedMischief[] }) {
  if (applied.length === 0) return <Nothing>Nothing yet.</Nothing>;
  return (
    <ol class="warnings">
      {applied
        .slice(-mostShown)
        .reverse()
        .map(({ sid, atMs, rule, fault, on, callSid }) => (
          <li key={sid}>
            <Time at={new Date(atMs).toISOString()} />
            <b>{fault}</b>
            <span>{on}</span>
            <span class="hint">{rule}</span>
            {callSid ? <a href={linkToCall(callSid)}>the call</a> : null}
          </li>
        ))}
    </ol>
  );
}
