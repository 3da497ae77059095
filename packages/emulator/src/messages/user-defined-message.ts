import type { Target } from '../call.ts';
import { deliver } from '../callbacks.ts';
import { type Exchange, newSid, putRow, spawn } from '../exchange.ts';
import { callOf } from '../world.ts';

/** A message of the application to the client on a call. */
export interface UserDefinedMessage {
  sid: string;
  accountSid: string;
  callSid: string;
  /** JSON text. */
  content: string;
  createdAtMs: number;
  key?: string;
}

/** Who is told of the messages that the client on a call sends. */
export interface MessageSubscription {
  sid: string;
  accountSid: string;
  callSid: string;
  callback: Target;
  createdAtMs: number;
  key?: string;
}

/** The longest content, in characters: https://www.twilio.com/docs/api/errors/32703 (read 2026-11-21). */
export const mostContentCharacters = 10_000;

/** Gives a message to the device that is on a call; false when none is. */
export function sendToDevice(
  { devices }: Exchange,
  callSid: string,
  { sid, content }: Pick<UserDefinedMessage, 'sid' | 'content'>,
): boolean {
  for (const seats of devices.values()) {
    for (const device of seats) {
      if (device.activeSid !== callSid) continue;
      device.send({ type: 'message', callSid, messageSid: sid, content });
      return true;
    }
  }
  return false;
}

/**
 * Tells everybody who subscribed that the client on a call sent a message. The names of the parameters, and that they come
 * as a form, are unconfirmed: Twilio's page says only that the request may carry JSON.
 *
 * @see https://www.twilio.com/docs/voice/api/userdefinedmessagesubscription-resource (read 2026-11-21)
 * @see https://www.twilio.com/docs/api/errors/32711 (read 2026-11-21), for the warning
 */
export function tellSubscribers(exchange: Exchange, callSid: string, content: string): string {
  const sid = newSid(exchange, 'KX');
  const { accountSid } = callOf(exchange.world, callSid);
  const row = { sid, accountSid, callSid, content, createdAtMs: exchange.clock.nowMs() };
  putRow(exchange, 'userDefinedMessages', row);
  for (const subscription of exchange.world.tables.messageSubscriptions.values()) {
    if (subscription.callSid !== callSid) continue;
    const params = {
      AccountSid: accountSid,
      CallSid: callSid,
      Sid: sid,
      ContentType: 'application/json',
      Content: content,
    };
    spawn(exchange, deliver(exchange, callSid, subscription.callback, params, 32711));
  }
  return sid;
}
