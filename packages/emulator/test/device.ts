import { WebSocket } from 'ws';

interface Message {
  type: string;
  callSid: string;
  [name: string]: unknown;
}

export interface TestDevice {
  socket: WebSocket;
  say(message: object): void;
  /** The next message of that type, among those that have come and those that will. */
  next(type: string): Promise<Message>;
  frames: Uint8Array[];
}

/** A client on the socket of the emulator at `url`, before it registers. */
export async function connectDevice(url: string): Promise<TestDevice> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/emulator/v1/client`);
  const messages: Message[] = [];
  const frames: Uint8Array[] = [];
  let arrived: () => void = () => undefined;
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) frames.push(data);
    else messages.push(JSON.parse(data.toString('utf8')));
    arrived();
  });
  await new Promise((resolve) => socket.once('open', resolve));
  const next = async (type: string): Promise<Message> => {
    for (;;) {
      const at = messages.findIndex((message) => message.type === type);
      const [found] = at < 0 ? [] : messages.splice(at, 1);
      if (found) return found;
      await new Promise<void>((resolve) => {
        arrived = resolve;
      });
    }
  };
  return { socket, next, frames, say: (message: object) => socket.send(JSON.stringify(message)) };
}
