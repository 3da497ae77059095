import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Call,
  getCall,
  getPeaks,
  type LiveMessage,
  listContacts,
  loginByLink,
  makeClient,
  placeCall,
  socketTicket,
} from '@offhook/contract';
import { realClock, secureRandom } from '@offhook/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type RunningProgram, startProgram } from '../../apps/server/src/program.ts';
import { readConfig } from '../../apps/server/src/runtime/config.ts';
import { findFreePort } from '../../apps/server/src/runtime/processes/free-port.ts';
import { closeSpeech, synthesise, voiceFor } from '../../packages/emulator/src/audio/index.ts';

const sentence = 'Good morning. This is the first call of this installation.';

let dataDir: string;
let program: RunningProgram;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'offhook-test-first-call-'));
  const emulatorPort = await findFreePort(secureRandom());
  const environment = {
    PORT: '0',
    WS_PORT: '0',
    EMULATOR_PORT: String(emulatorPort),
    OFFHOOK_DATA_DIR: dataDir,
    LOG_LEVEL: 'silent',
  };
  program = await startProgram({
    config: readConfig(environment, '/'),
    clock: realClock(),
    random: secureRandom(),
    tell: () => undefined,
  });
});
afterAll(async () => {
  await closeSpeech();
  await program?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

test('a newcomer signs in by the printed link, calls a demo contact, follows the call live and hears the sentence', async () => {
  const code = new URL(program.signInLink ?? '').hash.replace('#code=', '');
  const { token } = await makeClient({ baseUrl: program.url })(loginByLink, { body: { code } });
  const headers = { authorization: `Bearer ${token}` };
  const api = makeClient({ baseUrl: program.url, headers: () => headers });

  const { items } = await api(listContacts, { query: { search: 'Ada' } });
  const ada = items[0];
  expect(ada).toMatchObject({ name: 'Ada Lovelace', sample: true });

  const { ticket } = await api(socketTicket, {});
  const follow = followCall(new WebSocket(`${program.url.replace('http', 'ws')}/ws?ticket=${ticket}`));
  await follow.ready;
  const placed = await api(placeCall, { body: { contact_id: ada?.id, message: sentence, record: true } });
  const seen = await follow.untilRecorded(placed.id);
  expect(seen.map((call) => call.status).filter((status, index, all) => status !== all[index - 1])).toEqual([
    'queued',
    'ringing',
    'in-progress',
    'completed',
  ]);

  const call = await api(getCall, { params: { call_id: placed.id } });
  expect(call).toMatchObject({
    status: 'completed',
    simulated: true,
    cost: '0.0165',
    contact: { name: 'Ada Lovelace' },
  });
  const wav = await (await fetch(`${program.url}/api/calls/${call.id}/recording`, { headers })).arrayBuffer();
  expect(await likeness(new Int16Array(wav.slice(44)))).toBeGreaterThan(0.9);
  expect((await api(getPeaks, { params: { call_id: call.id } })).channels).toHaveLength(2);
});

/** Collects what an open page hears. */
function followCall(socket: WebSocket) {
  const calls: Call[] = [];
  const listeners = new Set<() => void>();
  const ready = new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as LiveMessage; // the server's own words
      if (message.type === 'hello') resolve();
      if (message.type === 'call.changed') calls.push(message.call);
      for (const listener of listeners) listener();
    });
  });
  const untilRecorded = (id: string): Promise<Call[]> =>
    new Promise((resolve) => {
      const look = () => {
        const own = calls.filter((call) => call.id === id);
        if (
          own.some(
            (call) => call.status === 'completed' && call.recording?.status === 'ready' && call.cost === '0.0165',
          )
        ) {
          socket.close();
          resolve(own);
        }
      };
      listeners.add(look);
      look();
    });
  return { ready, untilRecorded };
}

/** How much of the sentence stands in either channel: 1 when it is there sample by sample. */
async function likeness(interleaved: Int16Array): Promise<number> {
  const spoken = await synthesise(sentence, voiceFor('alice'));
  const probe = spoken.subarray(2000, 6000);
  const channels = [0, 1].map((channel) => interleaved.filter((_sample, index) => index % 2 === channel));
  return Math.max(...channels.map((channel) => bestCorrelation(channel, probe)));
}

function bestCorrelation(channel: Int16Array, probe: Int16Array): number {
  let best = 0;
  const probeEnergy = Math.sqrt(probe.reduce((sum, sample) => sum + sample * sample, 0));
  for (let at = 0; at + probe.length <= channel.length; at += 1) {
    let product = 0;
    let energy = 0;
    for (let index = 0; index < probe.length; index += 1) {
      const sample = channel[at + index] ?? 0;
      product += sample * (probe[index] ?? 0);
      energy += sample * sample;
    }
    if (energy > 0) best = Math.max(best, product / (Math.sqrt(energy) * probeEnergy));
  }
  return best;
}
