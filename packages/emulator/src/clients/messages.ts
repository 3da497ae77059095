import { z } from 'zod';
import { mostContentCharacters } from '../messages/user-defined-message.ts';
import { ClientRefusal } from './refusal.ts';

const callSid = z.string().max(34);
const parameters = z.record(z.string().max(256), z.string().max(2048));

// What the base64 of one second of µ-law takes.
const mostPayloadCharacters = 10_668;

const message = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('register'), token: z.string().max(8192) }),
  z.strictObject({ type: z.literal('connect'), parameters: parameters.optional() }),
  z.strictObject({ type: z.literal('answer'), callSid }),
  z.strictObject({ type: z.literal('reject'), callSid }),
  z.strictObject({ type: z.literal('hangup'), callSid }),
  z.strictObject({ type: z.literal('digits'), callSid, digits: z.string().regex(/^[0-9A-D*#wW]{1,32}$/) }),
  z.strictObject({ type: z.literal('message'), callSid, content: z.string().min(1).max(mostContentCharacters) }),
  z.strictObject({ type: z.literal('mute'), callSid, isMuted: z.boolean() }),
  z.strictObject({ type: z.literal('audio'), payload: z.base64().max(mostPayloadCharacters) }),
]);

/** Everything that a device may say, as JSON. Binary frames are sound: µ-law at 8 kHz. */
export type FromDevice = z.infer<typeof message>;

/**
 * Reads a text frame of a device.
 *
 * @throws ClientRefusal with 31100 and a sentence on what is wrong
 */
export function readMessage(text: string): FromDevice {
  const read = message.safeParse(parsed(text));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new ClientRefusal(31100, `This message is not understood: ${issue?.path.join('.') || 'it'}: ${issue?.message}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ClientRefusal(31100, 'This message is not understood: it is no JSON.');
  }
}
