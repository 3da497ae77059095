import { type Priced, priceOn, twilioList } from './prices.ts';

export type ChargeKind = 'minutes' | 'machine-detection' | 'recording' | 'recording-storage' | 'transcription';

/** What is known of an ended call when it is charged; what is not known yet is charged later. */
export interface ChargedCall {
  sid: string;
  direction: 'inbound' | 'outbound';
  to: string;
  answeredAt: Date | null;
  endedAt: Date | null;
  durationSeconds: number | null;
  machineDetection: boolean;
  legs: readonly ChargedLeg[];
  recordings: readonly { sid: string; seconds: number }[];
}

export interface ChargedLeg {
  sid: string;
  to: string;
  answeredAt: Date | null;
  endedAt: Date | null;
  durationSeconds: number | null;
}

export interface Estimate {
  kind: ChargeKind;
  /** Of the leg or of the recording. */
  sid: string;
  quantity: number;
  unit: 'minute' | 'call';
  micros: number;
  currency: string;
  source: string;
}

/**
 * What a call costs by the price list, line by line. Twilio bills every leg by itself, from the answer to the end,
 * begun minutes whole; ringing costs nothing (Twilio's documentation of call duration and billing, read 2026-11-21).
 */
export function estimatesOf(call: ChargedCall): Estimate[] {
  const { answeredAt, endedAt } = call;
  if (!answeredAt || !endedAt) return [];
  const own = { ...call, what: call.direction === 'outbound' ? 'outbound-minute' : 'inbound-minute' } as const;
  const legs = [own, ...call.legs.map((leg) => ({ ...leg, what: 'outbound-minute' as const }))];
  return [
    ...legs.flatMap((leg) =>
      leg.answeredAt && leg.endedAt && leg.durationSeconds !== null
        ? line('minutes', leg.sid, leg.what, leg.endedAt, begunMinutes(leg.durationSeconds), leg.to)
        : [],
    ),
    ...(call.machineDetection ? line('machine-detection', call.sid, 'machine-detection', endedAt, 1) : []),
    ...call.recordings
      .filter(({ seconds }) => seconds > 0)
      .flatMap(({ sid, seconds }) => line('recording', sid, 'recording-minute', endedAt, begunMinutes(seconds))),
  ];
}

function begunMinutes(seconds: number): number {
  return Math.max(1, Math.ceil(seconds / 60));
}

function line(kind: ChargeKind, sid: string, what: Priced, on: Date, quantity: number, number?: string): Estimate[] {
  const price = priceOn(twilioList, what, on, number);
  if (!price) return [];
  const unit = kind === 'machine-detection' ? 'call' : 'minute';
  const { currency, title: source } = twilioList;
  return [{ kind, sid, quantity, unit, micros: quantity * price.micros, currency, source }];
}
