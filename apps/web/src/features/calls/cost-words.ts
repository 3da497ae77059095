import type { Call, CostLine } from '@offhook/contract';

export const basisWords: Record<NonNullable<Call['cost_basis']>, { short: string; long: string }> = {
  estimate: { short: 'estimate', long: 'Estimated by the price list. The carrier has not told its price yet.' },
  carrier: { short: 'as charged', long: 'What the carrier charged.' },
};

const kinds: Record<CostLine['what'], string> = {
  minutes: 'Minutes',
  'machine-detection': 'Answering machine detection',
  recording: 'Recording',
  'recording-storage': 'Keeping the recording',
  transcription: 'Transcription',
};

/** What a line is for: `Minutes · 2 minutes`. */
export function lineWords({ what, quantity, unit }: Pick<CostLine, 'what' | 'quantity' | 'unit'>): string {
  if (quantity === null || unit === null) return kinds[what];
  return `${kinds[what]} · ${quantity} ${unit}${quantity === 1 ? '' : 's'}`;
}

/** Lines under the leg they belong to; those of the call itself come first, under no name. */
export function linesByLeg(
  lines: readonly CostLine[],
  callSid: string | null,
): { legSid: string | null; lines: CostLine[] }[] {
  const groups = Map.groupBy(lines, ({ leg_sid }) => (leg_sid === callSid ? null : leg_sid));
  return [...groups]
    .map(([legSid, of]) => ({ legSid, lines: of }))
    .toSorted((a, b) => Number(a.legSid !== null) - Number(b.legSid !== null));
}
