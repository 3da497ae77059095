import { once } from 'node:events';
import { connect } from 'node:net';
import { placeCall } from '@offhook/contract';
import { sign } from '@offhook/emulator';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { makeWorld, ourNumber, type World } from '../../../test/world.ts';

const publicUrl = 'https://phone.example.com';
const webhooks = '/api/voice/webhooks';

let world: World;
beforeAll(async () => {
  world = await makeWorld({ environment: { PUBLIC_URL: publicUrl, SWEEP_SECONDS: '80000' } });
});
afterAll(() => world.close());

function send(path: string, params: Record<string, string>): Promise<Response> {
  return fetch(world.url + path, {
    method: 'POST',
    body: new URLSearchParams(params),
    headers: { 'x-twilio-signature': sign(world.carrier.authToken, publicUrl + path, params) },
  });
}

describe('while the database holds a commit up', () => {
  const ends: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });

  /** Locks a call as if somebody worked on it; resolves with what ends it. */
  async function holdUp(sid: string): Promise<() => Promise<unknown>> {
    const { systemPool } = world.app.ctx.db;
    const client = new Client({ connectionString: String(systemPool.options.connectionString) });
    await client.connect();
    ends.push(() => client.end());
    await client.query('begin');
    await client.query('select from calls where sid = $1 for update', [sid]);
    return () => client.query('rollback');
  }

  async function somebodyWaits(): Promise<void> {
    for (let waiting = 0; waiting === 0; ) {
      const { rows } = await world.app.ctx.db.systemPool.query<{ count: number }>(
        `select count(*) from pg_locks where not granted`,
      );
      waiting = rows[0]?.count ?? 0;
    }
  }

  test('what waited is written, later reports are told to come back, and whoever listens hears an apology', async () => {
    const body = { to: '+14155550110', from: ourNumber, message: 'Hi.' };
    const { call_sid: sid } = await world.admin(placeCall, { body });
    const params = { AccountSid: world.carrier.accountSid, CallSid: sid ?? '' };
    const ringing = () => send(`${webhooks}/status`, { ...params, CallStatus: 'ringing' });
    const goOn = await holdUp(sid ?? '');

    const waiting = ringing();
    await somebodyWaits();
    const page = send(`${webhooks}/twiml/outbound`, { ...params, CallStatus: 'in-progress' });
    await world.clock.passes(1600);
    const refused = await ringing();
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await refused.json()).toMatchObject({ code: 'webhooks.too_busy' });

    // Served on a connection of its own, it may arrive only now: its patience ends after what the clock still passes.
    const hears = page.then(async (response) => ({ status: response.status, text: await response.text() }));
    const heard = await eachSecond(hears);
    expect(heard).toMatchObject({ status: 200, text: expect.stringContaining('<Say') });

    await goOn();
    expect((await waiting).status).toBe(204);
    // The page is written still, for whom nobody waits any more.
    let again = await ringing();
    while (again.status === 503) again = await ringing();
    expect(again.status).toBe(204);
  });

  /** Lets time pass until the work is done. */
  async function eachSecond<T>(work: Promise<T>): Promise<T> {
    let isDone = false;
    const done = () => {
      isDone = true;
    };
    work.then(done, done);
    while (!isDone) await world.clock.passes(1000);
    return work;
  }
});

describe('a sender that drips', () => {
  test('its body is given ten seconds, and then neither an answer nor its connection is kept waiting', async () => {
    const socket = connect(Number(new URL(world.url).port), '127.0.0.1');
    const ended = once(socket, 'end');
    let answer = '';
    socket.on('data', (data) => {
      answer += String(data);
    });
    const head = ['Host: x', 'Content-Type: application/x-www-form-urlencoded', 'Content-Length: 100'];
    socket.write([`POST ${webhooks}/status HTTP/1.1`, ...head, 'Expect: 100-continue', '', 'CallSid='].join('\r\n'));
    // The server has begun to wait for the body.
    await once(socket, 'data');
    expect(answer).toContain('100 Continue');
    await world.clock.passes(9000);
    expect(answer).not.toContain('408');
    await world.clock.passes(1000);
    await ended;
    expect(answer).toContain('HTTP/1.1 408');
    expect(answer).toContain('webhooks.too_slow');
    socket.destroy();
  });

  test('headers have a limit of time and of size', async () => {
    const { server } = world.app.server;
    expect(server.headersTimeout).toBe(10_000);
    const socket = connect(Number(new URL(world.url).port), '127.0.0.1');
    socket.write(`POST ${webhooks}/status HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(17 * 1024)}`);
    const [data] = await once(socket, 'data');
    expect(String(data)).toContain('431');
    socket.destroy();
  });
});
