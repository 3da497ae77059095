import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { textFrame } from './text-frame.ts';

const http = createServer();
let client: WebSocket;
let write: (bytes: Buffer) => void;

beforeAll(async () => {
  const server = new WebSocketServer({ noServer: true });
  http.on('upgrade', (request, stream, head) => {
    write = (bytes) => stream.write(bytes);
    server.handleUpgrade(request, stream, head, () => undefined);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as { port: number }; // it listens on TCP
  client = new WebSocket(`ws://127.0.0.1:${port}`);
  await once(client, 'open');
});
afterAll(() => {
  client.terminate();
  http.close();
});

test.each([0, 1, 125, 126, 65_535, 65_536, 200_000])(
  'a client reads %i characters as they were written',
  async (size) => {
    const text = 'x'.repeat(size);
    const message = once(client, 'message');
    write(textFrame(text));
    const [data, isBinary] = await message;
    expect([String(data) === text, isBinary]).toEqual([true, false]);
  },
);

test('a client reads several in one piece one by one, in any script', async () => {
  const texts = ['{"a":1}', 'Grüße, 世界 📞'.repeat(20), 'last'];
  const heard: string[] = [];
  const all = new Promise<void>((resolve) =>
    client.on('message', (data) => {
      heard.push(String(data));
      if (heard.length === texts.length) resolve();
    }),
  );
  write(Buffer.concat(texts.map(textFrame)));
  await all;
  expect(heard).toEqual(texts);
});
