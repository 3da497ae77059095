import type { Timer } from '@offhook/kit';
import type { Exchange } from '../exchange.ts';
import { tellSubscribers } from '../messages/user-defined-message.ts';
import { utc } from '../parameters.ts';
import { type Grants, readAccessToken } from './access-token.ts';
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

/** Who is at the other end of a connection. */
interface Seat {
  device?: Device;
  /** When the token ends. */
  expiry?: Timer;
  isClosed: boolean;
}

/** Serves one device, from its registration to the end of its connection. Never throws: what is wrong is told to the device. */
export function openSession(exchange: Exchange, wire: Wire): Session {
  const seat: Seat = { isClosed: false };
  const guarded = async (act: () => Promise<void> | void) => {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof ClientRefusal)) exchange.log(`bug: ${error instanceof Error ? error.stack : error}`);
      const { code, message } = error instanceof ClientRefusal ? error : unknownError;
      tell(wire, { type: 'error', code, message });
    }
  };
  return {
    text: (frame) => guarded(() => hear(exchange, wire, seat, readMessage(frame))),
    audio: (frame) => void guarded(() => speak(seat.device, frame)),
    closed: () => {
      seat.isClosed = true;
      leave(exchange, seat);
    },
  };
}

function tell(wire: Wire, message: ToDevice): void {
  wire.send(JSON.stringify(message));
}

async function hear(exchange: Exchange, wire: Wire, seat: Seat, message: FromDevice): Promise<void> {
  if (message.type === 'register') {
    const grants = await exchange.clock.inTurn(readAccessToken(exchange, message.token));
    if (!seat.isClosed) register(exchange, wire, seat, grants);
    return;
  }
  if (!seat.device) throw new ClientRefusal(31102, 'Register with an access token first.');
  obey(exchange, seat.device, message);
}

function register(exchange: Exchange, wire: Wire, seat: Seat, grants: Grants): void {
  const { accountSid, identity, expiresAtMs, takesIncoming, outgoing } = grants;
  const { device } = seat;
  if (device?.accountSid === accountSid && device.identity === identity) {
    // A new token for the same identity lets its calls go on.
    Object.assign(device, { takesIncoming, outgoing });
  } else {
    leave(exchange, seat);
    const send = (message: ToDevice) => tell(wire, message);
    seat.device = { accountSid, identity, takesIncoming, outgoing, calls: new Map(), send, sendAudio: wire.sendAudio };
    addDevice(exchange, seat.device);
  }
  seat.expiry?.cancel();
  seat.expiry = exchange.clock.after(Math.max(0, expiresAtMs - exchange.clock.nowMs()), () => {
    tell(wire, { type: 'error', code: 20104, message: 'The access token has expired: register with a new one.' });
    leave(exchange, seat);
    wire.close();
  });
  tell(wire, { type: 'registered', accountSid, identity, expiresAt: utc(expiresAtMs).toISOString() });
}

function leave(exchange: Exchange, seat: Seat): void {
  seat.expiry?.cancel();
  if (seat.device) removeDevice(exchange, seat.device);
  seat.device = undefined;
}

const unknownError = { code: 31000, message: 'Something went wrong in the emulator; its log says what.' };

function obey(exchange: Exchange, device: Device, message: Exclude<FromDevice, { type: 'register' }>): void {
  if (message.type === 'connect') callOut(exchange, device, message.parameters ?? {});
  else if (message.type === 'audio') speak(device, Buffer.from(message.payload, 'base64'));
  else if (message.type === 'message') passOn(exchange, device, message);
  else obeyOn(callNamed(device, message.callSid), message);
}

function passOn(
  exchange: Exchange,
  device: Device,
  { callSid, content }: Extract<FromDevice, { type: 'message' }>,
): void {
  callNamed(device, callSid);
  device.send({ type: 'message-sent', callSid, messageSid: tellSubscribers(exchange, callSid, content) });
}

type AboutCall = Exclude<Extract<FromDevice, { callSid: string }>, { type: 'message' }>;

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
