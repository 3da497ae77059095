import type { DomainEvent, Workspace } from '@offhook/contract';

export const firstSteps = [
  'place-a-call',
  'hear-a-recording',
  'play-the-far-end',
  'invite-somebody',
  'connect-twilio',
] as const;
type FirstStep = (typeof firstSteps)[number];

/** Which step an event ticks off: facts tick, not clicks. */
export const stepOfEvent = {
  'call.placed': 'place-a-call',
  'recording.heard': 'hear-a-recording',
  'far_end.played': 'play-the-far-end',
  'person.invited': 'invite-somebody',
} as const satisfies Partial<Record<DomainEvent['type'], FirstStep>>;

export function stepsView(done: ReadonlySet<string>, mode: Workspace['carrier']['mode']): Workspace['first_steps'] {
  return firstSteps.map((step) => ({ step, done: step === 'connect-twilio' ? mode === 'twilio' : done.has(step) }));
}
