import type { Exchange } from '../exchange.ts';
import { accountOf } from '../exchange.ts';
import { callOf } from '../world.ts';
import { WebhookFailed } from './failure.ts';
import { newIdempotencyToken } from './idempotency-token.ts';
import { signingWith, visit } from './visit.ts';

/** A sound as it was fetched. */
export interface Media {
  bytes: Uint8Array;
  /** In lower case, without parameters. */
  contentType: string;
}

/** Sounds of up to an hour or so; Twilio names no limit of its own. */
const mostMediaBytes = 64 * 1024 * 1024;

// https://www.twilio.com/docs/voice/twiml/play#supported-audio-file-types (read 2026-11-21)
const playable = new Set([
  ...['audio/mpeg', 'audio/wav', 'audio/wave', 'audio/x-wav', 'audio/aiff', 'audio/x-aifc', 'audio/x-aiff'],
  ...['audio/x-gsm', 'audio/gsm', 'audio/ulaw', 'audio/basic', 'audio/mp3', 'audio/l16'],
]);

/**
 * Gets what `<Play>` names: signed, without the parameters of a webhook, from the cache while it may be kept. Throws
 * {@link WebhookFailed}: 11200 and its like when it does not come, 12300 when it is no sound, 13420 when it is one that
 * cannot be played.
 *
 * @see https://www.twilio.com/docs/voice/twiml/play (read 2026-11-21): no standard parameters
 * @example
 * const { bytes, contentType } = await fetchMedia(exchange, line.callSid, 'https://example.com/hello.mp3');
 */
export async function fetchMedia(exchange: Exchange, callSid: string, url: string): Promise<Media> {
  const answered = exchange.web.answeredMedia.get(`${callSid} ${url}`);
  if (answered) {
    exchange.web.answeredMedia.delete(`${callSid} ${url}`);
    return answered;
  }
  const { authToken } = accountOf(exchange, callOf(exchange.world, callSid).accountSid);
  const answer = await visit(exchange, {
    ...{ callSid, target: { url, method: 'GET' }, parameters: {}, signing: signingWith(authToken) },
    idempotencyToken: newIdempotencyToken(exchange),
    mostBytes: () => mostMediaBytes,
  });
  const { status, contentType, body } = answer;
  if (status >= 300) throw new WebhookFailed(11200, url, `answered ${status}`);
  if (answer.isTooLong) throw new WebhookFailed(11200, url, `is longer than ${mostMediaBytes} bytes`);
  if (!contentType.startsWith('audio/'))
    throw new WebhookFailed(12300, url, `'${contentType}' is not the type of a sound`);
  if (!playable.has(contentType))
    throw new WebhookFailed(13420, url, `Sounds of type '${contentType}' cannot be played`);
  return { bytes: typeof body === 'string' ? Buffer.from(body) : body, contentType };
}
