// Sends prepared webhooks over kept-alive connections: load.ts <address> <file of requests> <first> <count> <concurrency>
// [<rate per second>]. Without a rate each connection sends the next as soon as it has its answer; with one they are due
// at even times whatever happens, and what waits for a connection has waited since then. Prints JSON, see `LoadResult`.
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import type { PreparedRequest } from './prepare.ts';
import type { LoadResult } from './processes.ts';

const [address = '', file = '', first, count, concurrency, rate] = process.argv.slice(2);
const { hostname, port, host } = new URL(address);
// Our own file, written by prepare.ts.
const all = JSON.parse(readFileSync(file, 'utf8')) as PreparedRequest[];
const requests = all.slice(Number(first), Number(first) + Number(count)).map(bytesOf);

let next = 0;
let done = 0;
const answers: Record<string, number> = {};
const latenciesMs: number[] = [];
const goodMs: number[] = [];
const idle: Connection[] = [];

interface Connection {
  socket: Socket;
  dueMs: number;
}

const everyMs = rate ? 1000 / Number(rate) : 0;
const finished = Promise.withResolvers<void>();
const connections = await Promise.all(Array.from({ length: Number(concurrency) }, open));
const startedMs = performance.now();
idle.push(...connections);
send();
const ticking = everyMs ? setInterval(send, 1) : undefined;
await finished.promise;
clearInterval(ticking);
const seconds = (performance.now() - startedMs) / 1000;
for (const { socket } of connections) socket.destroy();
const result: LoadResult = {
  startedAtMs: performance.timeOrigin + startedMs,
  seconds,
  answers,
  p50Ms: percentile(latenciesMs, 0.5),
  p99Ms: percentile(latenciesMs, 0.99),
  goodP99Ms: percentile(goodMs, 0.99),
};
console.log(JSON.stringify(result));

/** The bytes of a request, made before the clock runs. A raw socket costs a fifth of what node:http's client does. */
function bytesOf({ path, signature, body }: PreparedRequest): Buffer {
  return Buffer.from(
    `POST ${path} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/x-www-form-urlencoded; charset=UTF-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nX-Twilio-Signature: ${signature}\r\n\r\n${body}`,
  );
}

function open(): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname.replace('localhost', '127.0.0.1'), () => resolve(connection));
    const connection: Connection = { socket, dueMs: 0 };
    socket.setNoDelay(true);
    socket.on('error', reject);
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      const head = text.indexOf('\r\n\r\n');
      if (head === -1) return;
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
      if (text.length < head + 4 + length) return;
      answered(connection, text.slice(9, 12));
      text = '';
    });
  });
}

function answered(connection: Connection, status: string): void {
  const tookMs = performance.now() - connection.dueMs;
  answers[status] = (answers[status] ?? 0) + 1;
  latenciesMs.push(tookMs);
  if (status === '204') goodMs.push(tookMs);
  done += 1;
  idle.push(connection);
  if (done === requests.length) finished.resolve();
  else send();
}

function send(): void {
  const nowMs = performance.now();
  while (idle.length > 0 && next < requests.length) {
    const dueMs = everyMs ? startedMs + next * everyMs : nowMs;
    if (dueMs > nowMs) return;
    const connection = idle.pop();
    const bytes = requests[next++];
    if (!connection || !bytes) return;
    connection.dueMs = dueMs;
    connection.socket.write(bytes);
  }
}

function percentile(values: number[], part: number): number {
  values.sort((one, other) => one - other);
  return values[Math.floor((values.length - 1) * part)] ?? 0;
}
