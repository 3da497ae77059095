import type { OwnNumber } from '@offhook/contract';
import type { ForwardingRule, NumberRoute } from '@offhook/flow/shapes';
import type { NumberBody } from './use-number-acts.ts';

/** What somebody edits about a number. */
export interface NumberDraft {
  label: string;
  description: string;
  route: NumberRoute;
  forwarding: readonly ForwardingRule[];
  recording_policy: OwnNumber['recording_policy'];
  /** Empty: none. */
  box_id: string;
  is_active: boolean;
}

export function draftOf(number: OwnNumber): NumberDraft {
  const { label, description, route, forwarding, recording_policy, box_id, is_active } = number;
  return {
    label,
    description: description ?? '',
    route,
    forwarding,
    recording_policy,
    box_id: box_id ?? '',
    is_active,
  };
}

/** Only what differs is sent: what somebody else changed meanwhile stays. */
export function changesOf(draft: NumberDraft, saved: NumberDraft): NumberBody {
  const { label, description, box_id, forwarding, ...rest } = draft;
  const body = {
    label: label.trim(),
    description: description.trim() || null,
    box_id: box_id || null,
    forwarding: [...forwarding],
    ...rest,
  };
  const names = Object.keys(saved) as (keyof NumberDraft)[]; // a draft has no other keys
  const changed = names.filter((name) => JSON.stringify(draft[name]) !== JSON.stringify(saved[name]));
  return Object.fromEntries(changed.map((name) => [name, body[name]]));
}
