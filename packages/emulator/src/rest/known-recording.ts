import type { Exchange } from '../exchange.ts';
import type { Recording } from '../recording.ts';
import type { RestRequest } from './operation.ts';
import { notFound } from './refusals.ts';

/** The recording of that SID; refuses what is unknown, another account's, or deleted. */
export function knownRecording(request: RestRequest, sid = request.part('Sid'), isWithDeleted = false): Recording {
  const { exchange, account, path } = request;
  const recording = exchange.world.recordings.get(sid);
  if (recording?.accountSid !== account.sid || !isShown(exchange, recording, isWithDeleted)) throw notFound(path);
  return recording;
}

// "Recordings metadata are kept after deletion for a retention period of 40 days", Twilio's OpenAPI 2.6.7.
const retentionMs = 40 * 86_400_000;

export function isShown({ clock }: Exchange, { isDeleted, updatedAtMs }: Recording, isWithDeleted: boolean): boolean {
  return !isDeleted || (isWithDeleted && clock.nowMs() - updatedAtMs < retentionMs);
}
