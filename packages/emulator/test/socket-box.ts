import type { EmulatorOptions } from '../src/index.ts';
import { type Box, openBox, ours } from './box.ts';
import { type SocketApplication, startSocketApplication } from './socket-application.ts';

export const handset = '+12025550110';

/** A box whose application also has a WebSocket. */
export interface SocketBox extends Box {
  sockets: SocketApplication;
  /** A call to a handset that is answered after a second, with what its document says. */
  answeredCall(twiml: string, more?: Record<string, unknown>): Promise<string>;
  say(callSid: string, text: string): Promise<void>;
  warnings(): string[];
  /** What the far ends have heard, in words. */
  heard(): string[];
}

export async function openSocketBox(options: Partial<EmulatorOptions> = {}): Promise<SocketBox> {
  const sockets = await startSocketApplication();
  const box = await openBox({ plainSockets: true, ...options });
  const { app, client, clock, emulator, log } = box;
  return {
    ...box,
    sockets,
    answeredCall: async (twiml, more = {}) => {
      app.on('/voice', `<Response>${twiml}</Response>`);
      const { sid } = await client.calls.create({ to: handset, from: ours, url: `${app.url}/voice`, ...more });
      await clock.passes(1000);
      await emulator.farEnds.act(sid, { do: 'answer' });
      await clock.settles();
      return sid;
    },
    say: (callSid, text) => emulator.farEnds.act(callSid, { do: 'say', text }),
    warnings: () => log.filter((line) => line.includes('warning')),
    heard: () => emulator.farEnds.list().flatMap((farEnd) => farEnd.heard.map(({ text }) => text)),
    close: async () => {
      await box.close();
      await sockets.close();
    },
  };
}
