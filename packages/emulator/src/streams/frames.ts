import { z } from 'zod';
import { fromMuLaw, type Samples } from '../audio/index.ts';

/** What an application may send to a bidirectional stream. */
export type StreamCommand = { do: 'play'; samples: Samples } | { do: 'mark'; name: string } | { do: 'clear' };

/** A frame that cannot be acted upon; `code` is Twilio's number: 31950 malformed, 31951 invalid. */
export interface BadFrame {
  do: 'warn';
  code: 31950 | 31951;
  message: string;
}

const streamSid = z.string();

// Unknown members are let pass: several applications add their own.
const frameSchema = z.discriminatedUnion('event', [
  z.object({ event: z.literal('media'), streamSid, media: z.object({ payload: z.base64() }) }),
  z.object({ event: z.literal('mark'), streamSid, mark: z.object({ name: z.string().max(1000) }) }),
  z.object({ event: z.literal('clear'), streamSid }),
]);

/**
 * Reads one frame of an application. Never throws.
 *
 * @param sid the stream to which the connection belongs
 * @see https://www.twilio.com/docs/voice/media-streams/websocket-messages (read 2026-11-21)
 * @example
 * readFrame('{"event":"clear","streamSid":"MZ1"}', 'MZ1'); // { do: 'clear' }
 */
export function readFrame(text: string, sid: string): StreamCommand | BadFrame {
  const json = jsonOf(text);
  if (json === undefined) return { do: 'warn', code: 31950, message: `A frame is no JSON: ${excerpt(text)}` };
  const parsed = frameSchema.safeParse(json);
  if (!parsed.success) {
    const why = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'frame'}: ${message}`).join('; ');
    return { do: 'warn', code: 31951, message: `A frame is not understood (${why}): ${excerpt(text)}` };
  }
  const frame = parsed.data;
  if (frame.streamSid !== sid) {
    return { do: 'warn', code: 31951, message: `A frame is for the stream '${excerpt(frame.streamSid)}', not ${sid}` };
  }
  if (frame.event === 'media') return { do: 'play', samples: fromMuLaw(Buffer.from(frame.media.payload, 'base64')) };
  return frame.event === 'mark' ? { do: 'mark', name: frame.mark.name } : { do: 'clear' };
}

/** The value that a text is as JSON; undefined when it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The beginning of a text, for a message. */
export function excerpt(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
