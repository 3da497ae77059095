import { useRef } from 'preact/hooks';
import type { CallSummaryJson } from '../../../src/control/shapes.ts';
import { linkToCall } from '../route.ts';
import { Badge, CallBadge, isLive } from '../ui/badge.tsx';
import { Nothing, Panel } from '../ui/panel.tsx';
import { Time } from '../ui/time.tsx';
import { useHeldStill } from './use-held-still.ts';

export function CallList({ calls, current }: { calls: CallSummaryJson[]; current: string | undefined }) {
  const list = useRef<HTMLOListElement>(null);
  const { shown, waiting, release } = useHeldStill(list, calls);
  const lively = calls.filter(isLive).length;
  return (
    <Panel title="All calls" aside={<span class="hint">{lively} live</span>}>
      {waiting > 0 ? (
        <button type="button" class="more" onClick={release}>
          Show {waiting} new {waiting === 1 ? 'call' : 'calls'}
        </button>
      ) : null}
      {calls.length === 0 ? <Nothing>No calls yet. Dial in, or let your application place one.</Nothing> : null}
      <ol class="call-list" ref={list}>
        {shown.map((call) => (
          <li key={call.sid}>
            <CallLine call={call} isCurrent={call.sid === current} />
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function CallLine({ call, isCurrent }: { call: CallSummaryJson; isCurrent: boolean }) {
  return (
    <a href={linkToCall(call.sid)} aria-current={isCurrent ? 'page' : undefined}>
      <span class="parties number">
        {call.from} → {call.to}
      </span>
      <CallBadge call={call} />
      <span class="hint">
        {directionWords[call.direction] ?? call.direction} · <Time at={call.created_at} />
        {call.warnings > 0 ? ` · ${counted(call.warnings, 'warning')}` : ''}
        {call.errors > 0 ? (
          <>
            {' · '}
            <Badge tone="danger">{counted(call.errors, 'error')}</Badge>
          </>
        ) : null}
      </span>
      <span class="hint">{call.verb ? `<${call.verb}>` : ''}</span>
    </a>
  );
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

export const directionWords: Record<string, string> = {
  inbound: 'Inbound',
  'outbound-api': 'Outbound',
  'outbound-dial': 'Dialed by a call',
};
