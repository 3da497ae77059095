// Plays one virtual day: a child of the server, which hands it a job and hears how far it is.
import { createServer, type Server } from 'node:http';
import { Socket } from 'node:net';
import { manualClock, parseId, realClock, seededRandom } from '@offhook/kit';
import { castOf, type Job, playDay, type Said } from '#features/virtual-days';
import { makeLog } from '#runtime/log';
import { found } from '#runtime/refusal';
import { makeVirtualWorld } from './virtual-world.ts';

const longestMs = 600_000;
const tellEveryMs = 500;
const mostProblems = 20;

process.once('message', (job: Job) => {
  void run(job).then(() => process.exit(0));
});
// Whoever started us is gone.
process.once('disconnect', () => process.exit(1));

async function run(job: Job): Promise<void> {
  const wall = realClock();
  const startedMs = wall.nowMs();
  // An end that does not depend on what happens in the virtual world.
  wall.after(longestMs, () => {
    void say({ type: 'failed', why: 'It took longer than ten minutes. Play fewer days or a smaller sample.' }).then(
      () => process.exit(1),
    );
  });
  try {
    stayInside(new Set([new URL(job.database.appUrl).hostname, new URL(job.database.systemUrl).hostname]));
    const told = await play(job, () => wall.nowMs() - startedMs);
    await say({ type: 'done', told });
  } catch (error) {
    await say({ type: 'failed', why: error instanceof Error ? error.message : String(error) });
  }
}

async function play(job: Job, elapsedMs: () => number) {
  const problems = makeProblems();
  const clock = manualClock(new Date(job.begins_at));
  const numbers = job.copied.tables.find(({ name }) => name === 'phone_numbers')?.rows ?? [];
  const world = await makeVirtualWorld({
    ...{ database: job.database, dataDir: job.dataDir, clock, random: seededRandom(job.seed), leastSweepMs: 60_000 },
    admin: { email: 'virtual@example.com', name: 'Virtual day', password: 'a virtual day calls nobody' },
    log: makeLog({ level: 'warn', personalData: false }, { write: problems.ofServer }),
    emulator: {
      ...castOf(job.mix, job.copied.phones),
      ...{ random: seededRandom(job.seed), callsPerSecond: 1000, ringSeconds: 6, forgetAfterMs: 3_600_000 },
      numbers: numbers.map(({ phone_number: phoneNumber }) => ({ phoneNumber: String(phoneNumber) })),
      log: problems.ofCarrier,
    },
  });
  const sound = await serveSound();
  let toldMs = -tellEveryMs;
  try {
    return await playDay(
      {
        ...{ ctx: world.app.ctx, admin: world.admin, clock, passes: world.passes, leaps: world.leaps },
        tenantId: found(parseId('workspace', world.signedIn.workspace.id)),
        farEnds: () => world.emulator.farEnds.list(),
      },
      job,
      {
        ...{ elapsedMs, problems: problems.list, audioUrl: sound.url },
        tell: (told) => {
          if (elapsedMs() - toldMs < tellEveryMs) return;
          toldMs = elapsedMs();
          void say({ type: 'told', told });
        },
      },
    );
  } finally {
    sound.server.close();
    await world.close();
  }
}

function say(said: Said): Promise<void> {
  return new Promise((resolve) => {
    if (process.send) process.send(said, () => resolve());
    else resolve();
  });
}

/** From now on this process talks to this machine and to its database, whatever it is told to ask. */
function stayInside(databases: ReadonlySet<string>): void {
  const connect = Socket.prototype.connect;
  Socket.prototype.connect = function (this: Socket, ...given: unknown[]): Socket {
    const host = hostOf(given);
    if (/^(localhost|127\.\d+\.\d+\.\d+|::1|\[::1\])$/.test(host) || databases.has(host)) {
      return Reflect.apply(connect, this, given);
    }
    process.nextTick(() => this.destroy(new Error('A virtual day talks to nobody outside.')));
    return this;
  };
}

/** `connect` takes (options), (port, host), (path), or what `net.connect` has made of them: an array in an array. */
function hostOf([first, second]: unknown[]): string {
  const wish: unknown = Array.isArray(first) ? first[0] : first;
  if (typeof wish === 'object' && wish !== null) {
    return 'host' in wish && typeof wish.host === 'string' ? wish.host : 'localhost';
  }
  return typeof second === 'string' ? second : 'localhost';
}

function makeProblems() {
  const counts = new Map<string, number>();
  const take = (line: string) => {
    if (counts.has(line) || counts.size < mostProblems) counts.set(line, (counts.get(line) ?? 0) + 1);
  };
  return {
    ofServer: (line: string) => take(`Server: ${serverSentence(line)}`),
    ofCarrier: (line: string) => take(`Carrier: ${line.replace(/^CA[0-9a-f]{32} /, '').split('\n')[0]}`),
    list: () => [...counts].map(([line, times]) => (times === 1 ? line : `${line} (${times} times)`)),
  };
}

function serverSentence(line: string): string {
  const { msg = '', err }: { msg?: string; err?: { message?: string } } = JSON.parse(line); // a line of our own log
  return err?.message === undefined ? msg : `${msg}: ${err.message.split('\n')[0]}`;
}

const soundSeconds = 20;
const samplesPerSecond = 8000;

/** Sounds in place of audio that lies elsewhere. */
async function serveSound(): Promise<{ server: Server; url: string }> {
  const samples = Buffer.alloc(soundSeconds * samplesPerSecond, 0x80);
  for (let at = 0; at < samples.length; at += 1) samples[at] = 0x80 + Math.round(30 * Math.sin(at / 4));
  const head = Buffer.alloc(44);
  head.write('RIFF', 0).toString();
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(samplesPerSecond, 24);
  head.writeUInt32LE(samplesPerSecond, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36);
  head.writeUInt32LE(samples.length, 40);
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'audio/wav' }).end(Buffer.concat([head, samples]));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number }; // it listens on TCP
  return { server, url: `http://127.0.0.1:${port}/sound.wav` };
}
