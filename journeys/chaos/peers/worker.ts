// A dialer as it is commonly written, to be killed beside ours: worker.ts naive | queue. It gets the same orders, the same
// carrier and the same mischief, and keeps what it knows in a table of its own.
import { createServer } from 'node:http';
import { realClock } from '@offhook/kit';
import pg from 'pg';

const { DATABASE_URL, CARRIER_URL = '', ACCOUNT_SID, AUTH_TOKEN, PORT } = process.env;
const strategy = process.argv[2];
const lanes = 24;
const timeoutMs = 3000;
const ourNumber = '+14155550199';
const clock = realClock();
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 10 });
// A connection that the database ended is replaced with the next query.
pool.on('error', () => undefined);

interface Order {
  id: number;
  to: string;
}

/** The carrier's id of the new call. Throws for whatever is no 201 that can be read. */
async function post(order: Order): Promise<string> {
  const own = `http://127.0.0.1:${PORT}`;
  const form = new URLSearchParams({ To: order.to, From: ourNumber, Url: `${own}/twiml`, Timeout: '6' });
  form.append('StatusCallback', `${own}/status`);
  for (const event of ['initiated', 'ringing', 'answered', 'completed']) form.append('StatusCallbackEvent', event);
  const response = await fetch(`${CARRIER_URL}/2010-04-01/Accounts/${ACCOUNT_SID}/Calls.json`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${ACCOUNT_SID}:${AUTH_TOKEN}`).toString('base64')}` },
    body: form,
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (!response.ok) throw new Error(`The carrier answered ${response.status}`);
  return ((await response.json()) as { sid: string }).sid; // Twilio's API
}

const note = (order: Order, state: 'called' | 'failed', sid: string | null) =>
  pool.query('update orders set state = $2, sid = $3 where id = $1', [order.id, state, sid]);

/** Select what is pending, POST with three tries, then mark. */
const taken = new Set<number>();
async function naive(): Promise<boolean> {
  const { rows } = await pool.query<Order>(
    `select id, to_number as "to" from orders where state = 'pending' and id <> all ($1) order by id limit 1`,
    [[...taken]],
  );
  const order = rows[0];
  if (!order) return false;
  if (taken.has(order.id)) return true;
  taken.add(order.id);
  try {
    await note(order, 'called', await withRetries(() => post(order), 3));
  } catch {
    await note(order, 'failed', null);
  }
  return true;
}

async function withRetries(work: () => Promise<string>, most: number): Promise<string> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === most) throw error;
      await clock.sleep(200 * tries);
    }
  }
}

/** A job queue: claim with SKIP LOCKED and a lease longer than the POST may take; what failed is claimed again. */
async function queue(): Promise<boolean> {
  const { rows } = await pool.query<Order & { tries: number }>(
    `update orders set lease_until = now() + interval '5 s', tries = tries + 1
     where id = (
       select id from orders where state = 'pending' and (lease_until is null or lease_until < now())
       order by id for update skip locked limit 1)
     returning id, to_number as "to", tries`,
  );
  const order = rows[0];
  if (!order) return false;
  try {
    await note(order, 'called', await post(order));
  } catch {
    if (order.tries >= 5) await note(order, 'failed', null);
    else await pool.query('update orders set lease_until = now() + interval $$500 ms$$ where id = $1', [order.id]);
  }
  return true;
}

createServer((request, response) => {
  let text = '';
  request.setEncoding('utf8');
  request.on('data', (chunk: string) => {
    text += chunk;
  });
  request.on('end', async () => {
    const form = new URLSearchParams(text);
    if (request.url === '/twiml') {
      response.setHeader('content-type', 'text/xml').end('<Response><Say>Hi.</Say></Response>');
      return;
    }
    // By the carrier's id, as the documents of Twilio show it.
    const marked = [form.get('CallSid'), form.get('CallStatus')];
    await pool.query('update orders set status = $2 where sid = $1', marked).then(
      () => response.writeHead(204).end(),
      () => response.writeHead(500).end(),
    );
  });
}).listen(Number(PORT), '127.0.0.1');

async function lane(): Promise<never> {
  for (;;) {
    const hadWork = await (strategy === 'queue' ? queue() : naive()).catch(() => false);
    if (!hadWork) await clock.sleep(100);
  }
}
await Promise.all(Array.from({ length: lanes }, lane));
