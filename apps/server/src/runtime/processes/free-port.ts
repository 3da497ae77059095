import { createServer } from 'node:net';
import type { Random } from '@offhook/kit';
import { StartupProblem } from '../startup-problem.ts';

/**
 * A free TCP port on 127.0.0.1 between 20000 and 32767: from 32768 on, Linux hands ports to outgoing connections,
 * and one of those once held the port that a restarted database wanted.
 */
export async function findFreePort(random: Random): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const port = 20_000 + Math.floor(random.next() * 12_768);
    if (await isFree(port)) return port;
  }
  throw new StartupProblem('No free port was found between 20000 and 32767 on 127.0.0.1 for the database.');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}
