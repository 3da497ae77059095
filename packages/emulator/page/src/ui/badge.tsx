import type { ComponentChildren } from 'preact';
import type { CallSummaryJson } from '../../../src/control/shapes.ts';
import { Elapsed } from './time.tsx';

export type Tone = 'neutral' | 'ring' | 'live' | 'warn' | 'danger' | 'info';

export function Badge({ tone = 'neutral', children }: { tone?: Tone; children: ComponentChildren }) {
  return <span class={`badge st-${tone}`}>{children}</span>;
}

const looks: Record<string, { words: string; tone: Tone }> = {
  queued: { words: 'Queued', tone: 'neutral' },
  initiated: { words: 'Dialing', tone: 'ring' },
  ringing: { words: 'Ringing', tone: 'ring' },
  'in-progress': { words: 'In call', tone: 'live' },
  completed: { words: 'Completed', tone: 'neutral' },
  busy: { words: 'Busy', tone: 'warn' },
  'no-answer': { words: 'No answer', tone: 'warn' },
  canceled: { words: 'Canceled', tone: 'neutral' },
  failed: { words: 'Failed', tone: 'danger' },
};

/** The state of a call: words first, colour second. */
export function CallBadge({ call }: { call: CallSummaryJson }) {
  return (
    <Badge tone={looks[call.status]?.tone}>
      {looks[call.status]?.words ?? call.status}
      {call.status === 'in-progress' && call.answered_at ? <Elapsed since={call.answered_at} /> : null}
    </Badge>
  );
}

export function isLive({ status }: CallSummaryJson): boolean {
  return status === 'queued' || status === 'ringing' || status === 'in-progress';
}
