import { type ManualClock, manualClock, seededRandom } from '@offhook/kit';
import twilio from 'twilio';
import { createEmulator, type Emulator, type EmulatorOptions } from '../src/index.ts';
import { type Application, startApplication } from './application.ts';
import { CheckedClient } from './openapi.ts';

export const accountSid = `AC${'0123456789abcdef'.repeat(2)}`;
export const authToken = 'fedcba9876543210fedcba9876543210';
export const ours = '+15005550006';

/** An emulator that listens, the official SDK pointed at it, an application and a clock. */
export interface Box {
  emulator: Emulator;
  url: string;
  client: ReturnType<typeof twilio>;
  app: Application;
  clock: ManualClock;
  log: string[];
  close(): Promise<void>;
}

export async function openBox(options: Partial<EmulatorOptions> = {}): Promise<Box> {
  const clock = manualClock(new Date('2026-01-05T09:00:00Z'));
  const app = await startApplication();
  const log: string[] = [];
  const emulator = createEmulator({
    ...{ accountSid, authToken, clock, random: seededRandom(1), ringSeconds: 2 },
    log: (line) => void log.push(line),
    ...options,
  });
  const { url, close } = await emulator.listen({ port: 0 });
  const client = twilio(accountSid, authToken, { httpClient: new CheckedClient() });
  client.api.baseUrl = url;
  return {
    ...{ emulator, url, client, app, clock, log },
    close: async () => {
      await emulator.stop();
      await close();
      await app.close();
    },
  };
}

/** Basic authentication, and a path under the account. */
export function rest(box: Box, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` };
  return fetch(`${box.url}/2010-04-01/Accounts/${accountSid}${path}`, { headers, ...init });
}
