import { z } from 'zod';
import { Call } from './call-shapes.ts';

/**
 * What the server tells a socket. `seq` only grows, and may jump. After a reconnect with `?since=` the messages that were
 * missed come first, then `hello`; `complete` is false when too many were missed to repeat them: fetch lists again.
 */
export const LiveMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('hello'),
    seq: z.number().int(),
    complete: z.boolean(),
    live_calls: z.array(Call),
    time: z.string(),
  }),
  z.object({ type: z.literal('call.changed'), seq: z.number().int(), call: Call }),
  z.object({ type: z.literal('call.deleted'), seq: z.number().int(), call_id: z.string() }),
  z.object({
    type: z.literal('voicemail.changed'),
    seq: z.number().int(),
    voicemail_id: z.string(),
    box_id: z.string(),
    is_new: z.boolean().meta({ description: 'It came in just now. Whoever may not see the box finds nothing there' }),
  }),
  z.object({ type: z.literal('campaign.changed'), seq: z.number().int(), campaign_id: z.string() }),
  z.object({ type: z.literal('seat.changed'), seq: z.number().int(), person_id: z.string() }),
  z.object({ type: z.literal('session.ended'), seq: z.number().int() }),
]);
export type LiveMessage = z.infer<typeof LiveMessage>;

/** What happened, as features tell one another; each is written in the transaction that made it true. */
export const DomainEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('call.changed'), call_id: z.string() }),
  z.object({ type: z.literal('call.deleted'), call_id: z.string() }),
  z.object({ type: z.literal('call.placed'), call_id: z.string(), contact_id: z.string().nullable() }),
  z.object({ type: z.literal('call.machine_answered'), call_id: z.string() }),
  z.object({ type: z.literal('call.ended'), call_id: z.string(), status: z.string() }),
  z.object({ type: z.literal('recording.completed'), call_id: z.string(), recording_id: z.string() }),
  z.object({ type: z.literal('recording.heard'), call_id: z.string() }),
  z.object({
    type: z.literal('voicemail.received'),
    voicemail_id: z.string(),
    box_id: z.string(),
    call_id: z.string(),
  }),
  z.object({ type: z.literal('voicemail.changed'), voicemail_id: z.string(), box_id: z.string() }),
  z.object({ type: z.literal('campaign.changed'), campaign_id: z.string() }),
  z.object({ type: z.literal('seat.changed'), person_id: z.string() }),
  z.object({ type: z.literal('flow.published'), flow_id: z.string(), version_id: z.string() }),
  z.object({ type: z.literal('far_end.played'), call_sid: z.string() }),
  z.object({ type: z.literal('wallet.low_balance'), low_since: z.string(), balance_micros: z.number().int() }),
  z.object({ type: z.literal('person.invited'), email: z.string() }),
  z.object({ type: z.literal('people.sessions_ended'), person_id: z.string() }),
]);
export type DomainEvent = z.infer<typeof DomainEvent>;
