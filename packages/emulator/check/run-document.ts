import { seededRandom, virtualClock } from '@offhook/kit';
import { beep, encodeWav } from '../src/audio/index.ts';
import { createEmulator } from '../src/index.ts';

const accountSid = `AC${'0'.repeat(32)}`;
const authToken = 'nobody is asked for it';
const mostHours = 9;

/**
 * Runs one document in a call to a listener, whose application answers every further request with a hang-up; nothing leaves
 * the process. Resolves with what kept the call from its end; nothing when it ended.
 *
 * @example
 * await runDocument('<Response><Pause length="10"/></Response>'); // []
 */
export async function runDocument(xml: string): Promise<string[]> {
  const clock = virtualClock(new Date('2026-01-05T09:00:00Z'));
  const bugs: string[] = [];
  let isFirst = true;
  const emulator = createEmulator({
    ...{ accountSid, authToken, clock, random: seededRandom(1) },
    log: (line) => {
      if (line.startsWith('bug')) bugs.push(line);
    },
    fetch: async () => new Response(new Uint8Array(encodeWav([beep()])), { headers: { 'content-type': 'audio/wav' } }),
    application: () => {
      const body = isFirst ? xml : '<Response><Hangup/></Response>';
      isFirst = false;
      return { status: 200, contentType: 'text/xml', body };
    },
  });
  try {
    const voiceUrl = 'http://application.invalid/voice';
    const { sid } = emulator.callers.call({ from: '+12025550123', to: '+15005550006', voiceUrl });
    const hasEnded = () => emulator.events(sid).some(({ event }) => event.type === 'ended');
    for (let hour = 0; hour < mostHours && !hasEnded(); hour += 1) await clock.passes(3_600_000);
    return hasEnded() ? bugs : [`the call had not ended after ${mostHours} hours`, ...bugs];
  } finally {
    await emulator.stop();
  }
}
