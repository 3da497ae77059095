import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '@offhook/kit';
import type { Rig } from '../journeys/chaos/rig.ts';
import { type Spread, spreadOf } from './figures.ts';
import { familyOf, memoryMegabytes, startPeer } from './processes.ts';

/** Milliseconds from the start of the process to its first answer. */
export interface BootFigures {
  /** Database and emulator are started too. */
  cold: Spread;
  /** They run already: the server before was killed. */
  warm: Spread;
  /** The control: a bare node:http server with one connection to a database that runs. */
  bare: Spread;
}

/** Starts a server on a data folder that exists, again and again, in turn with the control. Leaves it running. */
export async function measureBoot(rig: Rig, databaseUrl: string, rounds: number): Promise<BootFigures> {
  const times = { cold: [] as number[], warm: [] as number[], bare: [] as number[] };
  rig.launch();
  await rig.ready();
  for (let round = 0; round < rounds; round += 1) {
    await rig.stop();
    times.cold.push(await timed(() => start(rig)));
    await rig.kill();
    times.warm.push(await timed(() => start(rig)));
    const started = performance.now();
    const peer = await startPeer('bare-insert', { DATABASE_URL: databaseUrl });
    await fetch(`${peer.url}/cpu`);
    times.bare.push(performance.now() - started);
    await peer.end();
  }
  return { cold: spreadOf(times.cold), warm: spreadOf(times.warm), bare: spreadOf(times.bare) };
}

async function start(rig: Rig): Promise<void> {
  rig.launch();
  await rig.ready();
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** Megabytes of a server that does nothing. */
export interface MemoryFigures {
  server: number;
  emulator: number;
  postgres: number;
  bare: number;
}

/** Looks at what runs, five seconds after the last request; undefined where there is no /proc. */
export async function measureMemory(rig: Rig, clock: Clock, databaseUrl: string): Promise<MemoryFigures | undefined> {
  if (process.platform !== 'linux') return undefined;
  const peer = await startPeer('bare-insert', { DATABASE_URL: databaseUrl });
  await clock.sleep(5000);
  const { server, emulator } = rig.pids();
  const postmaster = Number(readFileSync(join(rig.dataDir, 'postgres-18', 'postmaster.pid'), 'utf8').split('\n')[0]);
  const figures = {
    server: memoryMegabytes([server], 'Rss'),
    emulator: memoryMegabytes([emulator], 'Rss'),
    postgres: memoryMegabytes(familyOf(postmaster), 'Pss'),
    bare: memoryMegabytes([peer.pid], 'Rss'),
  };
  await peer.end();
  return figures;
}
