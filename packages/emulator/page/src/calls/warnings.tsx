import type { WarningJson } from '../../../src/control/shapes.ts';
import { linkToCall } from '../route.ts';
import { Badge } from '../ui/badge.tsx';
import { Nothing } from '../ui/panel.tsx';
import { Time } from '../ui/time.tsx';

interface WarningsProps {
  warnings: WarningJson[];
  empty: string;
  /** Says of each which call it is about. */
  withCalls?: boolean;
}

export function Warnings({ warnings, empty, withCalls = false }: WarningsProps) {
  if (warnings.length === 0) return <Nothing>{empty}</Nothing>;
  return (
    <ol class="warnings">
      {warnings.map((warning, index) => (
        <li key={index}>
          <Badge tone={warning.level === 'error' ? 'danger' : 'warn'}>
            {warning.level === 'error' ? 'Error' : 'Warning'}
          </Badge>
          <a href={`https://www.twilio.com/docs/api/errors/${warning.code}`} rel="noreferrer" target="_blank">
            {warning.code}
            <span class="aloud"> (Twilio's page about this code, in a new tab)</span>
          </a>
          <Time at={warning.at} />
          {withCalls ? <a href={linkToCall(warning.call_sid)}>the call</a> : null}
          <p>{warning.message}</p>
        </li>
      ))}
    </ol>
  );
}
