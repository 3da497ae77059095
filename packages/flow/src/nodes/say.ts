import { z } from 'zod';
import { nextExit } from '../graph.ts';
import { nodeKind, says } from '../node-kind.ts';

/** Twilio reads at most 4,096 characters in one Say (twilio.com/docs/voice/twiml/say, read 2026-11-21). */
const longestText = 4096;

/** Speaks a message, in the caller's ear and in the language given. */
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
