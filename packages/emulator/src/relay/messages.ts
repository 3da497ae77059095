import { z } from 'zod';
import { excerpt, jsonOf } from '../streams/frames.ts';

const interruption = {
  // A boolean in older documents, one of four words in newer ones.
  interruptible: z.union([z.boolean(), z.enum(['none', 'dtmf', 'speech', 'any', 'true', 'false'])]).optional(),
  preemptible: z.boolean().optional(),
};

// Unknown members are let pass, as Twilio does.
const messageSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('text'),
    token: z.string(),
    last: z.boolean().optional(),
    lang: z.string().optional(),
    ...interruption,
  }),
  z.object({
    type: z.literal('play'),
    source: z.string(),
    loop: z.number().int().min(0).max(1000).optional(),
    ...interruption,
  }),
  z.object({ type: z.literal('sendDigits'), digits: z.string().regex(/^[0-9A-D*#wW]{1,100}$/) }),
  z.object({
    type: z.literal('language'),
    ttsLanguage: z.string().optional(),
    transcriptionLanguage: z.string().optional(),
  }),
  z.object({ type: z.literal('end'), handoffData: z.string().optional() }),
]);

/** What an application may send in a ConversationRelay session. */
export type RelayMessage = z.infer<typeof messageSchema>;

/**
 * Reads one message of an application; what cannot be acted upon gives a sentence about it. Never throws.
 *
 * @see https://www.twilio.com/docs/voice/conversationrelay/websocket-messages (read 2026-11-21)
 * @example
 * readMessage('{"type":"end"}'); // { type: 'end' }
 */
export function readMessage(text: string): RelayMessage | { type: 'invalid'; description: string } {
  const json = jsonOf(text);
  if (json === undefined)
    return { type: 'invalid', description: `Invalid message received, no JSON: ${excerpt(text)}` };
  const parsed = messageSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const why = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'message'}: ${message}`).join('; ');
  return { type: 'invalid', description: `Invalid message received (${why}): ${excerpt(text)}` };
}
