import type { Exchange } from '../exchange.ts';

/** A browser page or program that is registered as a client, seen from the exchange. */
export interface Device {
  accountSid: string;
  identity: string;
  /** What its token lets it run when it calls out. */
  outgoing?: { applicationSid: string; parameters: Record<string, string> };
  takesIncoming: boolean;
  /** The calls it is told of, by SID: they ring there or are its own. */
  calls: Map<string, DeviceCall>;
  /** The one call it is connected to, or is placing. */
  activeSid?: string;
  send(message: ToDevice): void;
  sendAudio(frame: Uint8Array): void;
}

/** What a device may do to one of its calls. */
export interface DeviceCall {
  answer(): void;
  reject(): void;
  hangUp(): void;
  press(digits: string): void;
  /** What the microphone heard: µ-law at 8 kHz. */
  speak(frame: Uint8Array): void;
  isMuted: boolean;
}

/** Everything that a device is told, as JSON. */
export type ToDevice =
  | { type: 'registered'; accountSid: string; identity: string; expiresAt: string }
  | { type: 'incoming'; callSid: string; from: string; to: string; parameters: Record<string, string> }
  | { type: 'connecting'; callSid: string }
  | { type: 'connected'; callSid: string }
  | { type: 'canceled'; callSid: string }
  | { type: 'message'; callSid: string; messageSid: string; content: string }
  | { type: 'message-sent'; callSid: string; messageSid: string }
  | { type: 'ended'; callSid: string; status: string }
  | { type: 'error'; code: number; message: string };

/** The devices that are registered now, by account and identity. */
export type Devices = Map<string, Set<Device>>;

export function devicesOf({ devices }: Exchange, accountSid: string, identity: string): Device[] {
  return [...(devices.get(keyOf(accountSid, identity)) ?? [])];
}

export function addDevice({ devices }: Exchange, device: Device): void {
  const key = keyOf(device.accountSid, device.identity);
  const known = devices.get(key);
  if (known) known.add(device);
  else devices.set(key, new Set([device]));
}

/** Forgets a device; what it is connected to is hung up, what rings there rings on elsewhere. */
export function removeDevice({ devices }: Exchange, device: Device): void {
  const key = keyOf(device.accountSid, device.identity);
  devices.get(key)?.delete(device);
  if (devices.get(key)?.size === 0) devices.delete(key);
  for (const [callSid, call] of [...device.calls]) {
    if (callSid === device.activeSid) call.hangUp();
    else call.reject();
  }
}

function keyOf(accountSid: string, identity: string): string {
  return `${accountSid}/${identity}`;
}
