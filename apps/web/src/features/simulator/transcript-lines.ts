import type { FarEnd } from '@offhook/contract';

export interface TranscriptLine {
  who: 'Heard' | 'Said' | 'Call';
  at: string;
  text: string;
}

/** What this phone heard and said, in order, and when the call was connected and over. */
export function transcriptOf(farEnd: FarEnd, call: { callsIn: boolean; connectedAt: string | undefined }) {
  const { heard, said, state, since } = farEnd;
  const lines: TranscriptLine[] = [
    ...heard.map(({ at, text }) => ({ at, text, who: 'Heard' as const })),
    ...said.map(({ at, text }) => ({ at, text, who: 'Said' as const })),
  ].sort((a, b) => a.at.localeCompare(b.at));
  const words = call.callsIn ? 'The workspace picked up' : 'You picked up';
  if (call.connectedAt !== undefined) insertBefore(lines, { who: 'Call', at: call.connectedAt, text: words });
  if (state === 'ended') lines.push({ who: 'Call', at: since, text: 'The call ended' });
  return lines;
}

// What is heard in the moment of the answer is heard after it.
function insertBefore(lines: TranscriptLine[], line: TranscriptLine): void {
  const next = lines.findIndex(({ at }) => at >= line.at);
  lines.splice(next === -1 ? lines.length : next, 0, line);
}
