import { createServer } from 'node:http';
import {
  changeNumber,
  createFlow,
  login,
  makeClient,
  publishFlow,
  purchaseNumber,
  searchNumbers,
} from '@offhook/contract';
import { sign } from '@offhook/emulator';
import { type Clock, secureRandom } from '@offhook/kit';
import { adminEmail, adminPassword, type Rig } from '../journeys/chaos/rig.ts';
import { table } from './figures.ts';
import type { SlowWay } from './slow-way.ts';

/** Calls of one look; each asks for two documents. */
const callsPerLook = 300;
const atOnce = 4;
/** The one under which p99 shall stay while the database works, and what no caller may wait. */
const slowMs = 40;

interface Look {
  name: string;
  latenciesMs: number[];
  /** Documents that were not the ones of the flow. */
  others: number;
}

/** How long a caller hears nothing: the first document of a menu, and the one after a key. */
export async function measureAnswers(rig: Rig, way: SlowWay, clock: Clock): Promise<string[]> {
  const number = await prepare(rig);
  const control = await startControl();
  const looks: Look[] = [];
  const look = async (name: string, url: string, calls = callsPerLook) =>
    looks.push(await ask(name, url, calls, number));
  const ask = askerOf(rig, clock);
  try {
    const ours = rig.config.publicUrl ?? `http://localhost:${rig.config.port}`;
    await ask('warm-up', ours, 50, number);
    await look('bare node:http, no database', control.url);
    await look('database near', ours);
    way.delay(slowMs);
    await look(`database ${2 * slowMs} ms away per round trip`, ours, 100);
    way.delay(0);
    way.block(true);
    await look('database hangs', ours, 40);
    way.block(false);
    await clock.sleep(2000);
    await look('database near again', ours);
  } finally {
    control.close();
  }
  return table(
    ['Answer to a caller', 'median', 'p99', 'worst', 'not the flow'],
    looks.map(({ name, latenciesMs, others }) => [
      name,
      `${at(latenciesMs, 0.5)} ms`,
      `${at(latenciesMs, 0.99)} ms`,
      `${at(latenciesMs, 1)} ms`,
      String(others),
    ]),
  );
}

function at(values: readonly number[], part: number): string {
  const sorted = values.toSorted((one, other) => one - other);
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(1);
}

const greeting = 'For sales press 1.';
const reply = 'You reach sales.';

async function prepare(rig: Rig): Promise<string> {
  const signIn = makeClient({ baseUrl: rig.url });
  const { token } = await signIn(login, { body: { email: adminEmail, password: adminPassword } });
  const admin = makeClient({ baseUrl: rig.url, headers: () => ({ authorization: `Bearer ${token}` }) });
  const flow_definition = {
    nodes: [
      { id: 'start', type: 'start', data: {} },
      { id: 'menu', type: 'menu', data: { message: greeting, options: { '1': 'Sales' } } },
      { id: 'sales', type: 'say', data: { message: reply } },
      { id: 'bye', type: 'hangup', data: {} },
    ],
    edges: [
      { id: 'a', source: 'start', target: 'menu' },
      ...['1', 'invalid', 'no-input'].map((label) => ({ id: label, source: 'menu', target: 'sales', label })),
      { id: 'b', source: 'sales', target: 'bye' },
    ],
  };
  const flow = await admin(createFlow, { body: { name: 'Measured', flow_definition } });
  await admin(publishFlow, { params: { flow_id: flow.id }, body: { revision: flow.revision } });
  const { items } = await admin(searchNumbers, { query: { country: 'US', area_code: '415', limit: 1 } });
  const { phone_number } = await admin(purchaseNumber, { body: { phone_number: items[0]?.phone_number ?? '' } });
  await admin(changeNumber, { params: { phone_number }, body: { route: { kind: 'flow', flow_id: flow.id } } });
  return phone_number;
}

function askerOf(rig: Rig, clock: Clock) {
  const random = secureRandom();
  const { accountSid, authToken } = rig.emulator;
  const post = async (url: string, params: Record<string, string>, latenciesMs: number[]): Promise<string> => {
    const signature = sign(authToken, url, params);
    const startedMs = performance.now();
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'x-twilio-signature': signature },
      body: new URLSearchParams(params),
    });
    const text = await answer.text();
    latenciesMs.push(performance.now() - startedMs);
    return text;
  };
  return async (name: string, url: string, calls: number, number: string): Promise<Look> => {
    const latenciesMs: number[] = [];
    let others = 0;
    let left = calls;
    const caller = async () => {
      while (left > 0) {
        left -= 1;
        const CallSid = `CA${Buffer.from(random.bytes(16)).toString('hex')}`;
        // These calls never end: from one phone they would be a circle.
        const From = `+1415${2_000_000 + (Buffer.from(random.bytes(3)).readUIntBE(0, 3) % 7_000_000)}`;
        const params = { AccountSid: accountSid, CallSid, From, To: number, CallStatus: 'in-progress' };
        const first = await post(`${url}/api/voice/webhooks/twiml/inbound`, params, latenciesMs);
        const action = /action="([^"]+)"/.exec(first)?.[1];
        const next = action ? await post(action, { ...params, Digits: '1' }, latenciesMs) : '';
        if (!first.includes(greeting) || !next.includes(reply)) others += 1;
        // A caller does not ring in again in the same millisecond.
        await clock.sleep(1);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, caller));
    return { name, latenciesMs, others };
  };
}

/** What a server costs that reads nothing and writes nothing: the floor on this machine in this run. */
async function startControl(): Promise<{ url: string; close(): void }> {
  let url = '';
  const server = createServer((request, response) => {
    const words = request.url?.endsWith('/next')
      ? `<Say>${reply}</Say>`
      : `<Gather action="${url}/next"><Say>${greeting}</Say></Gather>`;
    request.resume().on('end', () => response.end(`<Response>${words}</Response>`));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as { port: number }).port}`; // it listens on TCP
  return { url, close: () => server.close() };
}
