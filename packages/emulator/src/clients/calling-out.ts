import { applicationOf } from '../applications/application.ts';
import { type Exchange, noteCall, spawn } from '../exchange.ts';
import { addLeg, type Leg } from '../leg.ts';
import { runCall } from '../running.ts';
import type { Device } from './device.ts';
import { type OnDevice, putOn } from './device-call.ts';
import { ClientRefusal } from './refusal.ts';

/**
 * Lets a device call out: an inbound call that runs the voice URL of its token's TwiML application. That is asked with
 * `From=client:identity` and every parameter as a field. Returns the SID.
 *
 * @throws ClientRefusal when the device is in a call, or its token names no application with a voice URL
 * @see https://www.twilio.com/docs/voice/sdks/javascript/twiliodevice#connect (read 2026-11-21)
 */
export function callOut(exchange: Exchange, device: Device, given: Record<string, string>): string {
  const { accountSid, identity, outgoing } = device;
  if (!outgoing) throw new ClientRefusal(20106, 'The grants of this access token do not allow outgoing calls.');
  if (device.activeSid !== undefined) throw new ClientRefusal(31002, 'This device is already in a call.');
  const application = applicationOf(exchange, outgoing.applicationSid);
  if (application?.accountSid !== accountSid) {
    throw new ClientRefusal(31001, `The account has no TwiML application ${outgoing.applicationSid}.`);
  }
  const { document, fallback, status } = application;
  if (!document) throw new ClientRefusal(31002, `The TwiML application ${outgoing.applicationSid} has no voice URL.`);
  const extra = { ...outgoing.parameters, ...given };
  let here: OnDevice | undefined;
  const { line } = addLeg(
    exchange,
    {
      ...{ accountSid, from: `client:${identity}`, to: extra.To ?? '', direction: 'inbound' },
      plan: { ...limits, fallback, status, applicationSid: outgoing.applicationSid },
    },
    (leg: Leg) => {
      here = putOn(exchange, leg, device, nothingToDecide);
      return { ring: () => undefined, connect: () => here?.connect(), end: () => here?.end() };
    },
  );
  device.activeSid = line.callSid;
  device.send({ type: 'connecting', callSid: line.callSid });
  noteCall(exchange, line.callSid, { type: 'initiated' });
  noteCall(exchange, line.callSid, { type: 'ringing' });
  line.strand = spawn(exchange, runCall(exchange, line, { ...document, extra: withoutOurs(extra) }));
  return line.callSid;
}

const limits = { ringTimeoutSeconds: 600, timeLimitSeconds: 14_400 };
const nothingToDecide = { answer: () => undefined, reject: () => undefined };

const ours = ['From', 'Caller', 'CallSid', 'AccountSid', 'ApplicationSid', 'CallStatus', 'Direction', 'ApiVersion'];

// A parameter of the page must not pass for one of Twilio's.
function withoutOurs(parameters: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => !ours.includes(name)));
}
