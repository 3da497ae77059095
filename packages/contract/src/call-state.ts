import { z } from 'zod';

/** The eight states of a call (S1.31), as Twilio spells them. */
export const callStatuses = [
  'queued',
  'ringing',
  'in-progress',
  'completed',
  'busy',
  'failed',
  'no-answer',
  'canceled',
] as const;
export const CallStatus = z.enum(callStatuses).meta({ id: 'CallStatus' });
export type CallStatus = z.infer<typeof CallStatus>;

/** States that never change again. */
export const finalStatuses = ['completed', 'busy', 'failed', 'no-answer', 'canceled'] as const satisfies CallStatus[];

/** True once a call is over. `isFinal('ringing')` is false. */
export function isFinal(status: CallStatus): boolean {
  return (finalStatuses as readonly CallStatus[]).includes(status);
}

export type Tone = 'neutral' | 'ring' | 'live' | 'hold' | 'warn' | 'danger' | 'info' | 'ai';

/** How a state looks on every surface: text first, icon (lucide name) second, colour third. */
export interface CallLook {
  label: string;
  icon: string;
  tone: Tone;
  motion: 'none' | 'pulse' | 'timer';
}

const looks: Record<CallStatus, CallLook> = {
  queued: { label: 'Queued', icon: 'clock', tone: 'neutral', motion: 'none' },
  ringing: { label: 'Ringing', icon: 'phone-outgoing', tone: 'ring', motion: 'pulse' },
  'in-progress': { label: 'In call', icon: 'phone-call', tone: 'live', motion: 'timer' },
  completed: { label: 'Completed', icon: 'phone', tone: 'neutral', motion: 'none' },
  busy: { label: 'Busy', icon: 'phone-off', tone: 'warn', motion: 'none' },
  failed: { label: 'Failed', icon: 'triangle-alert', tone: 'danger', motion: 'none' },
  'no-answer': { label: 'No answer', icon: 'phone-missed', tone: 'warn', motion: 'none' },
  canceled: { label: 'Canceled', icon: 'x', tone: 'neutral', motion: 'none' },
};

/**
 * The look of a state. An inbound call that nobody answered reads "Missed".
 *
 * @example
 * callLook('ringing', 'outbound').label; // 'Ringing'
 */
export function callLook(status: CallStatus, direction: 'inbound' | 'outbound'): CallLook {
  if (direction === 'inbound' && status === 'no-answer')
    return { ...looks['no-answer'], label: 'Missed', tone: 'danger' };
  if (direction === 'inbound' && status === 'ringing') return { ...looks.ringing, icon: 'phone-incoming' };
  return looks[status];
}
