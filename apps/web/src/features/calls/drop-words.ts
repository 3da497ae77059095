import type { CallDrop } from '@offhook/contract';
import { spokenDuration } from '../../app/formats.ts';

export interface DropProof {
  /** In one word or two. */
  outcome: string;
  tone: 'live' | 'warn' | 'neutral' | 'ring';
  sentence: string;
}

/** How a voicemail drop went, with what proves it. */
export function dropProof(drop: CallDrop): DropProof {
  const all = spokenDuration(drop.expected_seconds);
  const played = spokenDuration(drop.played_seconds ?? 0);
  const proofs: Record<CallDrop['outcome'], DropProof> = {
    waiting: { outcome: 'Waiting', tone: 'ring', sentence: 'It is left when a machine answers.' },
    playing: { outcome: 'Playing', tone: 'ring', sentence: `It plays now and takes ${all}.` },
    complete: { outcome: 'Left', tone: 'live', sentence: `All ${all} of it were played to the machine.` },
    truncated: {
      outcome: 'Cut off',
      tone: 'warn',
      sentence: `The line went after ${played} of ${all}: the rest was not heard.`,
    },
    'not-left': { outcome: 'Not left', tone: 'neutral', sentence: 'Nobody answered, or a person did.' },
  };
  return proofs[drop.outcome];
}
