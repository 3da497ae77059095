import type { Endpoint } from '../callers/far-end.ts';
import type { Exchange } from '../exchange.ts';
import type { Leg } from '../leg.ts';
import { callOf } from '../world.ts';
import { type Device, devicesOf } from './device.ts';
import { type OnDevice, putOn } from './device-call.ts';

/**
 * The devices of a client that is called. All ring that are free; the first to answer has the call, and it is declined when
 * all have declined. With none registered it does not answer, and with all of them in calls it is busy.
 *
 * @see https://www.twilio.com/docs/voice/twiml/client (read 2026-11-21)
 */
export function clientEndpoint(exchange: Exchange, leg: Leg): Endpoint {
  const { sid, accountSid, from, to, plan } = callOf(exchange.world, leg.line.callSid);
  const registered = () => devicesOf(exchange, accountSid, to.slice('client:'.length)).filter(takesIncoming);
  const ringing = new Set<Device>();
  let connected: OnDevice | undefined;
  const cancelRinging = () => {
    for (const device of ringing) {
      device.calls.delete(sid);
      device.send({ type: 'canceled', callSid: sid });
    }
    ringing.clear();
  };
  const ringOn = (device: Device) => {
    ringing.add(device);
    const here = putOn(exchange, leg, device, {
      answer: () => {
        if (device.activeSid !== undefined || !ringing.delete(device)) return;
        device.activeSid = sid;
        connected = here;
        leg.farEnd.decide?.('answered');
      },
      reject: () => {
        if (!ringing.delete(device)) return;
        device.calls.delete(sid);
        device.send({ type: 'canceled', callSid: sid });
        if (ringing.size === 0) leg.farEnd.decide?.('declined');
      },
    });
    device.send({ type: 'incoming', callSid: sid, from, to, parameters: plan.parameters ?? {} });
  };
  return {
    get absent() {
      const devices = registered();
      if (devices.length === 0) return 'away';
      return devices.some(isFree) ? undefined : 'busy';
    },
    ring: () => registered().filter(isFree).forEach(ringOn),
    connect: () => {
      cancelRinging();
      connected?.connect();
    },
    end: () => {
      cancelRinging();
      connected?.end();
    },
  };
}

function takesIncoming(device: Device): boolean {
  return device.takesIncoming;
}

function isFree(device: Device): boolean {
  return device.activeSid === undefined;
}
