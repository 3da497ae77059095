import { z } from 'zod';
import { nextExit } from '../graph.ts';
import { nodeKind, says } from '../node-kind.ts';

/** As much as a message of a placed call may have. */
const longestText = 3000;

/** Speaks a message to the caller. */
export const say = nodeKind({
  kind: 'say',
  schema: z.object({
    message: z.string().trim().min(1).max(longestText),
    voice: z.string().min(1).optional(),
    language: z.string().min(1).optional(),
  }),
  exits: [nextExit],
  step: ({ message, voice, language }, session) =>
    says(session, [{ verb: 'say', text: message, ...(voice && { voice }), ...(language && { language }) }]),
});
