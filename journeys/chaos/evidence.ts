import type { CallStatus, Placement } from '@offhook/contract';

/** What a run leaves behind, from both sides, for the auditor. Ids are bare. */
export interface Evidence {
  orders: Order[];
  calls: OurCall[];
  attempts: { id: string; callId: string; state: Placement }[];
  /** The history that a call was folded from. */
  events: { callId: string; kind: string; details: Readonly<Record<string, unknown>> }[];
  /** The calls whose end was published, once for each time. */
  endsPublished: string[];
  /** Of revision 0 is the estimate; the others correct it. */
  charges: { callId: string; kind: string; revision: number; micros: number }[];
  recordings: OurRecording[];
  carrierCalls: CarrierCall[];
  carrierRecordings: CarrierRecording[];
  /** What the carrier told and had acknowledged with a 2xx, and what of it is written down here: as often as it happened. */
  acknowledgedWebhooks: Webhook[];
  keptWebhooks: Webhook[];
}

export interface Webhook {
  sid: string;
  params: Readonly<Record<string, string>>;
}

/** A call that somebody asked for through the API, as often as it took to be answered, always with the same Idempotency-Key. */
export interface Order {
  key: string;
  /** A number that no other order has. */
  to: string;
  record: boolean;
  /** The call of the first 2xx answer; undefined when there was none. */
  acknowledged: string | undefined;
  /** The code of the refusal that ended it; undefined when it was acknowledged. */
  refusal: string | undefined;
}

export interface OurCall {
  id: string;
  to: string;
  sid: string | null;
  status: CallStatus;
  placement: Placement;
  answered: boolean;
  durationSeconds: number | null;
  wantsRecording: boolean;
  costMicros: number;
}

export interface OurRecording {
  callId: string;
  sid: string;
  status: string;
  /** True when the file lies in the storage with the size and the hash that we wrote down. */
  intact: boolean;
}

export interface CarrierCall {
  sid: string;
  to: string;
  status: CallStatus;
  durationSeconds: number;
}

export interface CarrierRecording {
  sid: string;
  callSid: string;
  status: string;
  durationSeconds: number;
}
