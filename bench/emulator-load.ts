// Runs calls through the emulator in virtual time, in this process: the application answers in place, every event is logged
// and every request signed. One argument: how many calls. Prints what it took as JSON.
import { createHash } from 'node:crypto';
import { createEmulator, memoryJournal } from '@offhook/emulator';
import { seededRandom, virtualClock } from '@offhook/kit';

const calls = Number(process.argv[2]);
const seed = Number(process.argv[3] ?? 1);
const atOnce = 10_000;

const menu =
  '<Response><Pause length="1"/><Gather numDigits="1" timeout="5" action="/choice"><Pause length="1"/></Gather></Response>';
const choice =
  '<Response><Pause length="2"/><Pause length="2"/><Pause length="2"/><Pause length="2"/><Hangup/></Response>';

const clock = virtualClock(new Date('2026-01-05T09:00:00Z'));
const digest = createHash('sha256');
let events = 0;
let requests = 0;
const steps = [
  { do: 'wait' as const, seconds: 3 },
  { do: 'press' as const, digits: '1' },
  { do: 'wait' as const, seconds: 60 },
];
const emulator = createEmulator({
  accountSid: `AC${'0'.repeat(32)}`,
  authToken: 'the token that signs',
  clock,
  random: seededRandom(seed),
  forgetAfterMs: 60_000,
  personas: [{ persona: { kind: 'person', rings: [0.5, 3], steps } }],
  journal: {
    ...memoryJournal(),
    append: (entry) => {
      events += 1;
      digest.update(JSON.stringify(entry));
    },
  },
  application: ({ url }) => {
    requests += 1;
    return { status: 200, contentType: 'text/xml', body: url.endsWith('/voice') ? menu : choice };
  },
});

const memory = () => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
};

const idleBytes = memory();
let waitingBytes = 0;
let cpu = 0;
for (let begun = 0; begun < calls; begun += atOnce) {
  const size = Math.min(atOnce, calls - begun);
  const before = process.cpuUsage();
  for (let index = 0; index < size; index += 1) {
    const To = `+1202555${1000 + (index % 8000)}`;
    emulator.calls.create({ To, From: '+15005550006', Url: 'http://application/voice' });
  }
  cpu += spent(before);
  if (begun === 0) waitingBytes = (memory() - idleBytes) / size;
  const running = process.cpuUsage();
  await clock.passes(180_000);
  cpu += spent(running);
}
await clock.passes(600_000);
const leftBytes = memory() - idleBytes;
console.log(
  JSON.stringify({ calls, events, requests, cpuSeconds: cpu, waitingBytes, leftBytes, digest: digest.digest('hex') }),
);
await emulator.stop();

function spent(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
