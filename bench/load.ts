// Sends prepared webhooks over kept-alive connections: load.ts <address> <file of requests> <first> <count> <concurrency>
// Prints { seconds, wrong, p50Ms, p99Ms } as JSON.
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import type { PreparedRequest } from './prepare.ts';

const [address = '', file = '', first, count, concurrency] = process.argv.slice(2);
// Our own file, written by prepare.ts.
const all = JSON.parse(readFileSync(file, 'utf8')) as PreparedRequest[];
const requests = all.slice(Number(first), Number(first) + Number(count));
const agent = new Agent({ keepAlive: true, maxSockets: Number(concurrency) });
const { hostname, port } = new URL(address);

let next = 0;
let wrong = 0;
const latenciesMs: number[] = [];
const startedMs = performance.now();
await Promise.all(Array.from({ length: Number(concurrency) }, sendInTurn));
const seconds = (performance.now() - startedMs) / 1000;
latenciesMs.sort((one, other) => one - other);
const percentile = (part: number) => latenciesMs[Math.floor((latenciesMs.length - 1) * part)] ?? 0;
console.log(JSON.stringify({ seconds, wrong, p50Ms: percentile(0.5), p99Ms: percentile(0.99) }));
agent.destroy();

async function sendInTurn(): Promise<void> {
  for (let each = requests[next++]; each; each = requests[next++]) {
    const sentMs = performance.now();
    if ((await send(each)) !== 204) wrong += 1;
    latenciesMs.push(performance.now() - sentMs);
  }
}

function send({ path, signature, body }: PreparedRequest): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = {
      host: new URL(address).host,
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'content-length': Buffer.byteLength(body),
      'x-twilio-signature': signature,
    };
    const sent = request({ agent, hostname, port, path, method: 'POST', headers }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
