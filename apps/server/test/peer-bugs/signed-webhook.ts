import { type Call, placeCall } from '@offhook/contract';
import { sign } from '@offhook/emulator';
import { ourNumber, type World } from '../world.ts';

/** Where the carrier believes us to be: nobody is there, so what arrives is what a test sends. */
export const publicUrl = 'https://phone.example.com';

/** A call that rings at a handset until somebody acts, and where the carrier reports about it. */
export interface Ringing {
  id: string;
  sid: string;
  to: string;
  /** Path of the status callback; another kind stands in for `status`. */
  statusPath: string;
}

export async function ringingCall(world: World, to = '+14155550110'): Promise<Ringing> {
  const call: Call = await world.admin(placeCall, { body: { to, from: ourNumber, message: 'Hi.' } });
  const sid = call.call_sid ?? '';
  await world.passes(1);
  const asked = world.emulator.events(sid).find(({ event }) => event.type === 'asked');
  if (asked?.event.type !== 'asked') throw new Error('the carrier reports that it has the call');
  return { id: call.id, sid, to, statusPath: asked.event.request.url.replace(publicUrl, '') };
}

export function reportOf(world: World, call: Ringing, status: string, more: Record<string, string> = {}) {
  return {
    AccountSid: world.carrier.accountSid,
    CallSid: call.sid,
    CallStatus: status,
    From: ourNumber,
    To: call.to,
    ...more,
  };
}

interface Sent {
  /** What is signed; by default the public URL of the path. */
  url?: string;
  headers?: Record<string, string>;
}

/** A webhook as the carrier signs and sends it. */
export function send(
  world: World,
  path: string,
  params: Record<string, string>,
  { url = publicUrl + path, headers = {} }: Sent = {},
): Promise<Response> {
  return fetch(world.url + path, {
    method: 'POST',
    headers: { 'x-twilio-signature': sign(world.carrier.authToken, url, params), ...headers },
    body: new URLSearchParams(params),
  });
}
