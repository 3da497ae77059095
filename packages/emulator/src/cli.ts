#!/usr/bin/env node
import { closeAudio, synthesise } from './audio/index.ts';
import { banner, forwarding } from './command/banner.ts';
import { Misuse, portOf, readFlags, usage } from './command/flags.ts';
import { optionsFrom } from './command/options.ts';
import { createEmulator } from './emulator.ts';

async function main(): Promise<void> {
  const flags = readFlags();
  if (flags.help) return console.log(usage);
  const { host } = flags;
  const port = portOf(flags.port);
  const options = await optionsFrom(flags);
  const emulator = createEmulator(options);
  const server = await emulator.listen({ port, host }).catch((error: Error) => {
    throw new Misuse(`The emulator cannot listen on ${host}:${port}: ${error.message}. --port chooses another port.`);
  });
  const { accountSid, authToken } = options;
  const box = { url: server.url, accountSid, authToken, journal: flags.journal };
  const hints = flags['forward-for'] && forwarding(flags['forward-for'], box, preload());
  // The first words take half a second to prepare; nobody should hear that in the first call.
  await synthesise('Hello', 'slt');
  console.log(banner(box));
  if (hints) console.log(hints);
  const stop = async () => {
    await server.close();
    await emulator.stop();
    await closeAudio();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
}

// Beside this file, as it was written or bundled.
function preload(): string {
  return new URL(`./preload.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url).href;
}

main().catch((error: unknown) => {
  console.error(error instanceof Misuse ? error.message : error);
  process.exit(1);
});
