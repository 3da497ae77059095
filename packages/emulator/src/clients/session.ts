import type { Timer } from '@offhook/kit';
import type { Exchange } from '../exchange.ts';
import { utc } from '../parameters.ts';
import { readAccessToken } from './access-token.ts';
import { callOut } from './calling-out.ts';
import { addDevice, type Device, type DeviceCall, removeDevice, type ToDevice } from './device.ts';
import { type FromDevice, readMessage } from './messages.ts';
import { ClientRefusal } from './refusal.ts';

/** The way to one device and back, whatever carries it. */
export interface Session {
  text(frame: string): Promise<void>;
  audio(frame: Uint8Array): void;
  closed(): void;
}

export interface Wire {
  send(text: string): void;
  sendAudio(frame: Uint8Array): void;
  close(): void;
}

const mostAudioBytes = 8000;

/** Serves one device, from its registration to the end of its connection. Never throws: what is wrong is told to the device. */
export function openSession(exchange: Exchange, wire: Wire): Session {
  let device: Device | undefined;
  let expiry: Timer | undefined;
  let isClosed = false;
  const send = (message: ToDevice) => wire.send(JSON.stringify(message));
  const leave = () => {
    expiry?.cancel();
    if (device) removeDevice(exchange, device);
    device = undefined;
  };
  const register = async (token: string) => {
    const grants = await exchange.clock.inTurn(readAccessToken(exchange, token));
    if (isClosed) return;
    const { accountSid, identity, expiresAtMs } = grants;
    expiry?.cancel();
    expiry = exchange.clock.after(Math.max(0, expiresAtMs - exchange.clock.nowMs()), () => {
      send({ type: 'error', code: 20104, message: 'The access token has expired: register with a new one.' });
      leave();
      wire.close();
    });
    if (device?.accountSid === accountSid && device.identity === identity) {
      // A new token for the same identity lets its calls go on.
      Object.assign(device, { takesIncoming: grants.takesIncoming, outgoing: grants.outgoing });
    } else {
      if (device) removeDevice(exchange, device);
      device = { ...grants, calls: new Map(), send, sendAudio: wire.sendAudio };
      addDevice(exchange, device);
    }
    send({ type: 'registered', accountSid, identity, expiresAt: utc(expiresAtMs).toISOString() });
  };
  const guarded = async (act: () => Promise<void> | void) => {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof ClientRefusal)) exchange.log(`bug: ${error instanceof Error ? error.stack : error}`);
      const { code, message } = error instanceof ClientRefusal ? error : unknownError;
      send({ type: 'error', code, message });
    }
  };
  return {
    text: (frame) =>
      guarded(async () => {
        const message = readMessage(frame);
        if (message.type === 'register') return await register(message.token);
        if (!device) throw new ClientRefusal(31102, 'Register with an access token first.');
        obey(exchange, device, message);
      }),
    audio: (frame) => void guarded(() => speak(device, frame)),
    closed: () => {
      isClosed = true;
      leave();
    },
  };
}

const unknownError = { code: 31000, message: 'Something went wrong in the emulator; its log says what.' };

function obey(exchange: Exchange, device: Device, message: Exclude<FromDevice, { type: 'register' }>): void {
  if (message.type === 'connect') callOut(exchange, device, message.parameters ?? {});
  else if (message.type === 'audio') speak(device, Buffer.from(message.payload, 'base64'));
  else obeyOn(callNamed(device, message.callSid), message);
}

type AboutCall = Extract<FromDevice, { callSid: string }>;

function obeyOn(call: DeviceCall, message: AboutCall): void {
  if (message.type === 'answer') call.answer();
  else if (message.type === 'reject') call.reject();
  else if (message.type === 'hangup') call.hangUp();
  else if (message.type === 'digits') call.press(message.digits);
  else call.isMuted = message.isMuted;
}

function callNamed(device: Device, callSid: string): DeviceCall {
  const call = device.calls.get(callSid);
  if (call) return call;
  throw new ClientRefusal(31106, `This device has no call ${callSid}.`);
}

function speak(device: Device | undefined, frame: Uint8Array): void {
  if (frame.length > mostAudioBytes) {
    throw new ClientRefusal(31106, `A frame of sound must not be longer than ${mostAudioBytes} bytes.`);
  }
  // Frames that are on their way when a call ends belong to nothing.
  if (device?.activeSid) device.calls.get(device.activeSid)?.speak(frame);
}
