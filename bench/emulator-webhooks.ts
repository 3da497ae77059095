// What a webhook costs the emulator, beside what it costs the application that receives it, in one run: calls go from
// document to document over HTTP, each request signed and noted. Argument: how many webhooks. Prints JSON.
import { createEmulator, memoryJournal } from '@offhook/emulator';
import { realClock, scaledClock, seededRandom } from '@offhook/kit';
import { startPeer } from './processes.ts';

const authToken = 'the token that signs';
const callsAtOnce = 64;
const speed = 40;
const webhooks = Number(process.argv[2] ?? 30_000);

console.log(JSON.stringify({ bare: await measure({}), checking: await measure({ CHECKS: '1' }) }));
process.exit(0);

/** Processor microseconds per webhook on both sides. */
async function measure(environment: Record<string, string>) {
  const application = await startPeer('bare-application', { ...environment, TWILIO_AUTH_TOKEN: authToken });
  // Not a virtual clock: while requests are in flight it looks again and again whether they have come back.
  const clock = scaledClock(speed);
  let answered = 0;
  const emulator = createEmulator({
    ...{ accountSid: `AC${'0'.repeat(32)}`, authToken, clock, random: seededRandom(1) },
    journal: {
      ...memoryJournal(),
      append: (entry) => {
        if (entry.kind === 'call' && entry.event.type === 'asked' && entry.event.response?.status === 200)
          answered += 1;
      },
    },
  });
  for (let call = 0; call < callsAtOnce; call += 1) {
    emulator.callers.call({ from: `+1202555${1000 + call}`, to: '+15005550006', voiceUrl: `${application.url}/voice` });
  }
  const run = async (count: number) => {
    const [mine, theirs, before] = [process.cpuUsage(), await application.cpuMicros(), answered];
    while (answered - before < count) await realClock().sleep(50);
    const { user, system } = process.cpuUsage(mine);
    const done = answered - before;
    return {
      emulatorMicros: (user + system) / done,
      applicationMicros: ((await application.cpuMicros()) - theirs) / done,
    };
  };
  await run(5000);
  const { emulatorMicros, applicationMicros } = await run(webhooks);
  await emulator.stop();
  await application.end();
  return { emulatorMicros, applicationMicros, ratio: emulatorMicros / applicationMicros };
}
