/** What a carrier charges, from a day on. Prices are data with a source, never constants in code. */
interface Rates {
  from: string;
  source: string;
  currency: 'USD';
  outboundPerMinuteMicros: number;
  inboundPerMinuteMicros: number;
  recordingPerMinuteMicros: number;
  machineDetectionMicros: number;
}

/** Twilio's US list prices: https://www.twilio.com/en-us/voice/pricing/us, read in mid-2026. Newest first. */
const rateTable: readonly Rates[] = [
  {
    from: '2020-01-01',
    source: 'Twilio US list price, mid-2026',
    currency: 'USD',
    outboundPerMinuteMicros: 14_000,
    inboundPerMinuteMicros: 8_500,
    recordingPerMinuteMicros: 2_500,
    machineDetectionMicros: 7_500,
  },
];

export type ChargeKind = 'minutes' | 'recording' | 'machine-detection';

export interface Charge {
  kind: ChargeKind;
  micros: number;
  currency: string;
  source: string;
}

/** What an ended call costs, line by line. A call that nobody answered costs nothing; begun minutes count whole. */
export function chargesOf(call: {
  direction: 'inbound' | 'outbound';
  answeredAt: Date | null;
  endedAt: Date;
  durationSeconds: number;
  recordedSeconds: number;
  machineDetected: boolean;
}): Charge[] {
  if (!call.answeredAt) return [];
  const day = call.endedAt.toISOString().slice(0, 10);
  const rates = rateTable.find((row) => row.from <= day);
  if (!rates) return [];
  const minutes = Math.max(1, Math.ceil(call.durationSeconds / 60));
  const perMinute = call.direction === 'outbound' ? rates.outboundPerMinuteMicros : rates.inboundPerMinuteMicros;
  const line = (kind: ChargeKind, micros: number) => ({ kind, micros, currency: rates.currency, source: rates.source });
  return [
    line('minutes', minutes * perMinute),
    ...(call.recordedSeconds > 0
      ? [line('recording', Math.ceil(call.recordedSeconds / 60) * rates.recordingPerMinuteMicros)]
      : []),
    ...(call.machineDetected ? [line('machine-detection', rates.machineDetectionMicros)] : []),
  ];
}
