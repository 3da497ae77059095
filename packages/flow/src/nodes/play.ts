import { z } from 'zod';
import { goesOn, nodeKind, says } from '../node-kind.ts';
import { promptFields, promptReferences, promptVerbs } from '../prompt.ts';

/** Plays audio, of ours or from an address, once or `loop` times. */
export const play = nodeKind({
  kind: 'play',
  label: 'Play',
  group: 'talk',
  schema: z
    .object({
      media_id: promptFields.media_id,
      audio_url: promptFields.audio_url,
      loop: z.number().int().min(1).max(100).optional(),
    })
    .refine(({ media_id, audio_url }) => Boolean(media_id ?? audio_url), {
      path: ['media_id'],
      message: 'Choose audio to play.',
    }),
  blank: {},
  waits: false,
  exits: () => goesOn,
  refers: (data) => promptReferences(data),
  step: ({ loop, ...prompt }, { session }) =>
    says(
      session,
      promptVerbs(prompt, session.variables).map((verb) =>
        verb.verb === 'play' && loop !== undefined ? { ...verb, loop } : verb,
      ),
    ),
});
