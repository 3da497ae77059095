import { pressFar } from '../callers/script.ts';
import { endCall } from '../ending.ts';
import { type Exchange, spawn } from '../exchange.ts';
import type { Leg } from '../leg.ts';
import { callOf } from '../world.ts';
import type { Device, DeviceCall } from './device.ts';
import { makeMicrophone, talk } from './voice.ts';

/** What the leg does with one of its devices. */
export interface OnDevice {
  device: Device;
  call: DeviceCall;
  /** Both hear each other from now on. */
  connect(): void;
  end(): void;
}

/** Puts a leg onto a device. `answer` and `reject` are what the person there may do while it rings. */
export function putOn(
  exchange: Exchange,
  { line, farEnd }: Leg,
  device: Device,
  { answer, reject }: Pick<DeviceCall, 'answer' | 'reject'>,
): OnDevice {
  const { callSid } = line;
  const microphone = makeMicrophone();
  const isConnected = () => farEnd.state === 'in-call' && device.activeSid === callSid;
  const call: DeviceCall = {
    answer,
    reject,
    isMuted: false,
    hangUp: () => {
      const isAnswered = callOf(exchange.world, callSid).status === 'in-progress';
      endCall(exchange, callSid, isAnswered ? 'completed' : 'canceled', isAnswered ? 200 : 487);
    },
    press: (digits) => {
      if (isConnected()) pressFar(exchange, line, farEnd, digits);
    },
    speak: (bytes) => {
      if (isConnected() && !call.isMuted) microphone.push(bytes);
    },
  };
  device.calls.set(callSid, call);
  return {
    device,
    call,
    connect: () => {
      device.send({ type: 'connected', callSid });
      line.background.add(spawn(exchange, talk(exchange, line, { microphone, sendAudio: device.sendAudio })));
    },
    end: () => {
      device.calls.delete(callSid);
      if (device.activeSid === callSid) device.activeSid = undefined;
      device.send({ type: 'ended', callSid, status: callOf(exchange.world, callSid).status });
    },
  };
}
