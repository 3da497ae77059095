// Opens pages' sockets and reads what comes: live-viewers.ts <ws address> <file of tickets, or -> <count> <calls>. Prints
// "ready" once all are open, and "told" once every reader knows of the end of so many calls. When its input ends it prints JSON, see `Viewed`. The first, the middle and the last read what they are
// told; the others only take it off the wire, so that this process is no bottleneck.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { WebSocket } from 'ws';
import type { Viewed } from './live.ts';

const [address = '', ticketFile = '-', count = '0', calls = '0'] = process.argv.slice(2);
const pages = Number(count);
// Our own file, written by live.ts.
const tickets = ticketFile === '-' ? [] : (JSON.parse(readFileSync(ticketFile, 'utf8')) as string[]);
const viewed: Viewed = { readerBytes: 0, sinkBytes: 0, seen: [] };
const readers = new Set([0, pages >> 1, pages - 1]);
const ended = new Set<string>();

await Promise.all(Array.from({ length: pages }, (_, index) => open(index)));
console.log('ready');
process.stdin.resume().on('end', () => {
  process.stdout.write(`${JSON.stringify(viewed)}\n`, () => process.exit());
});

function open(index: number): Promise<void> {
  const url = new URL(address);
  url.searchParams.set('ticket', tickets[index] ?? '');
  return readers.has(index) ? openReader(url, index) : openSink(url);
}

function openReader(url: URL, page: number): Promise<void> {
  const socket = new WebSocket(url);
  socket.on('message', (data) => {
    const atMs = performance.timeOrigin + performance.now();
    viewed.readerBytes += Buffer.byteLength(String(data)) / readers.size;
    // Written by the server that is measured, or by the peer with the same shape.
    const message = JSON.parse(String(data)) as { call?: { call_sid: string; status: string } };
    if (!message.call) return;
    const { call_sid: sid, status } = message.call;
    viewed.seen.push({ page, sid, status, atMs });
    const before = ended.size;
    if (status === 'completed') ended.add(`${page} ${sid}`);
    if (ended.size > before && ended.size === Number(calls) * readers.size) console.log('told');
  });
  return new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
}

function openSink({ hostname, port, host, pathname, search }: URL): Promise<void> {
  const key = randomBytes(16).toString('base64');
  const socket = connect(Number(port), hostname.replace('localhost', '127.0.0.1'));
  socket.write(
    `GET ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      `Sec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
  );
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('data', (head) => {
      if (!head.toString('latin1').startsWith('HTTP/1.1 101')) reject(new Error(head.toString('latin1')));
      resolve();
    });
    socket.on('data', (bytes) => {
      viewed.sinkBytes += bytes.length / (pages - readers.size);
    });
  });
}
