import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Box, openBox, ours } from './box.ts';

let box: Box;
let opened: { close(): void }[];
beforeEach(async () => {
  box = await openBox({ webhookTimeoutMs: 15_000 });
  opened = [];
});
afterEach(async () => {
  for (const one of opened) one.close();
  await box.close();
});

/** A server that does with a connection what a test wants. Returns its port. */
async function speaking(onRequest: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => onRequest(socket));
  });
  opened.push({
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  });
  return listening(server);
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve) => {
    // A server that listens on a port has an address of this kind.
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

async function codesOf(url: string): Promise<number[]> {
  const { sid } = await box.client.calls.create({ to: '+12025550123', from: ours, url });
  await box.clock.passes(30_000);
  return box.emulator.events(sid).flatMap(({ event }) => (event.type === 'warned' ? event.code : []));
}

const head = 'HTTP/1.1 200 OK\r\ncontent-type: text/xml\r\n';

// Numbers and their meaning: https://www.twilio.com/docs/api/errors (read 2026-11-21) [ERR]
test('a host name that does not exist is 11210', async () => {
  expect(await codesOf('http://nobody.invalid/voice')).toEqual([11210]);
});

test('a refused connection is 11202', async () => {
  const closed = createServer();
  const port = await listening(closed);
  await new Promise((resolve) => closed.close(resolve));
  expect(await codesOf(`http://127.0.0.1:${port}/voice`)).toEqual([11202]);
});

test('a connection that breaks before any answer is 11205, after one retry', async () => {
  let connections = 0;
  const port = await speaking((socket) => {
    connections += 1;
    socket.destroy();
  });
  expect(await codesOf(`http://127.0.0.1:${port}/voice`)).toEqual([11205]);
  expect(connections).toBe(2);
});

test('an answer that ends early is 11200', async () => {
  const port = await speaking((socket) => socket.end(`${head}content-length: 100\r\n\r\n<Response>`));
  expect(await codesOf(`http://127.0.0.1:${port}/voice`)).toEqual([11200]);
});

test('an answer that is not HTTP is 11206', async () => {
  const port = await speaking((socket) => socket.end('SSH-2.0-OpenSSH_9.9\r\n'));
  expect(await codesOf(`http://127.0.0.1:${port}/voice`)).toEqual([11206]);
});

test('silence for longer than rt is 11200, and for longer than tt 11203', async () => {
  const port = await speaking(() => undefined);
  expect(await codesOf(`http://127.0.0.1:${port}/voice#rt=100`)).toEqual([11200]);
  expect(await codesOf(`http://127.0.0.1:${port}/voice#tt=100`)).toEqual([11203]);
});

test('TLS where there is none is 11220', async () => {
  const port = await speaking((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  expect(await codesOf(`https://127.0.0.1:${port}/voice`)).toEqual([11220]);
});

test.each([
  ['ftp://example.com/voice', 11100],
  ['http://127.0.0.1:9/voice#rp=always', 11243],
  ['http://127.0.0.1:9/voice#e=atlantis', 11241],
])('a redirect to %s is %i', async (url, code) => {
  box.app.on('/voice', `<Response><Redirect>${url}</Redirect></Response>`);
  expect(await codesOf(`${box.app.url}/voice`)).toEqual([code]);
});
