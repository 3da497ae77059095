import type { KindName } from './kinds.ts';

/** The kinds that S2 names; the others are ours. */
export const documentedKinds = [
  'start',
  'menu',
  'say',
  'play',
  'dial',
  'forward',
  'voicemail',
] as const satisfies readonly KindName[];
