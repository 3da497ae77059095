import { z } from 'zod';
import { nextExit } from '../graph.ts';
import { nodeKind, says } from '../node-kind.ts';

/** Plays the audio at an address, once or `loop` times. */
export const play = nodeKind({
  kind: 'play',
  schema: z.object({
    audio_url: z.url({ protocol: /^https?$/ }).max(2000),
    loop: z.number().int().min(1).max(100).optional(),
  }),
  exits: [nextExit],
  step: ({ audio_url, loop }, session) =>
    says(session, [{ verb: 'play', url: audio_url, ...(loop === undefined ? {} : { loop }) }]),
});
