import type { Call } from '../call.ts';
import type { Endpoint } from '../callers/far-end.ts';
import type { Exchange } from '../exchange.ts';
import type { Leg } from '../leg.ts';
import { callOf } from '../world.ts';
import { type Device, devicesOf } from './device.ts';
import { type OnDevice, putOn } from './device-call.ts';

/** A client that is called: where it rings, and where it was answered. */
interface Ringing {
  leg: Leg;
  call: Call;
  devices: Set<Device>;
  connected?: OnDevice;
}

/**
 * The devices of a client that is called. All ring that are free; the first to answer has the call, and it is declined when
 * all have declined. With none registered it does not answer, and with all of them in calls it is busy.
 *
 * @see https://www.twilio.com/docs/voice/twiml/client (read 2026-11-21)
 */
export function clientEndpoint(exchange: Exchange, leg: Leg): Endpoint {
  const call = callOf(exchange.world, leg.line.callSid);
  const identity = call.to.slice('client:'.length);
  const registered = () => devicesOf(exchange, call.accountSid, identity).filter(takesIncoming);
  const ringing: Ringing = { leg, call, devices: new Set() };
  return {
    get absent() {
      const devices = registered();
      if (devices.length === 0) return 'away';
      return devices.some(isFree) ? undefined : 'busy';
    },
    ring: () => {
      for (const device of registered().filter(isFree)) ringOn(exchange, ringing, device);
    },
    connect: () => {
      for (const device of ringing.devices) cancel(ringing, device);
      ringing.connected?.connect();
    },
    end: () => {
      for (const device of ringing.devices) cancel(ringing, device);
      ringing.connected?.end();
    },
  };
}

function ringOn(exchange: Exchange, ringing: Ringing, device: Device): void {
  const { leg, call, devices } = ringing;
  devices.add(device);
  const here = putOn(exchange, leg, device, {
    answer: () => {
      if (device.activeSid !== undefined || !devices.delete(device)) return;
      device.activeSid = call.sid;
      ringing.connected = here;
      leg.farEnd.decide?.('answered');
    },
    reject: () => {
      if (!devices.has(device)) return;
      cancel(ringing, device);
      if (devices.size === 0) leg.farEnd.decide?.('declined');
    },
  });
  const { sid: callSid, from, to, plan } = call;
  device.send({ type: 'incoming', callSid, from, to, parameters: plan.parameters ?? {} });
}

function cancel({ call, devices }: Ringing, device: Device): void {
  devices.delete(device);
  device.calls.delete(call.sid);
  device.send({ type: 'canceled', callSid: call.sid });
}

function takesIncoming(device: Device): boolean {
  return device.takesIncoming;
}

function isFree(device: Device): boolean {
  return device.activeSid === undefined;
}
