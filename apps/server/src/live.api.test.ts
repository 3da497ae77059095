import { createServer } from 'node:http';
import { LiveMessage, placeCall, socketTicket } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { makeWorld, ourNumber, type World } from '../test/world.ts';
import { broadcastTo, type Live } from './live.ts';
import type { OutboxEntry } from './runtime/outbox.ts';
import { makeSockets, type Sockets } from './runtime/sockets.ts';

let world: World;
let tenantId: Id<'workspace'>;
beforeAll(async () => {
  world = await makeWorld();
  const { rows } = await world.app.ctx.db.systemPool.query<{ tenant_id: Id<'workspace'> }>(
    'select tenant_id from workspaces',
  );
  tenantId = rows[0]?.tenant_id ?? tenantId;
});
afterAll(() => world.close());

/** Rooms of our own, so that the test says when something is read from the outbox. */
let sockets: Sockets;
let live: Live;
let address: string;
let seq: number;
let close: () => Promise<unknown>;

beforeEach(async () => {
  seq = 100;
  const { ctx, features } = world.app;
  const time = ctx.clock.now().toISOString();
  const greet = async () => ({ type: 'hello' as const, seq, complete: true, live_calls: [], time });
  sockets = makeSockets({ ...ctx, greet, isLive: async () => true, mayConnect: () => true });
  live = broadcastTo(ctx, sockets, features);
  const server = createServer();
  sockets.attach(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `ws://127.0.0.1:${(server.address() as { port: number }).port}/ws`; // it listens on TCP
  close = () => Promise.all([sockets.close(), new Promise((resolve) => server.close(resolve))]);
});
afterEach(() => close());

interface Page {
  socket: WebSocket;
  heard: LiveMessage[];
  hears(fits: (message: LiveMessage) => boolean): Promise<LiveMessage>;
}

async function open(since?: number): Promise<Page> {
  const { ticket } = await world.admin(socketTicket, {});
  const socket = new WebSocket(`${address}?ticket=${ticket}${since === undefined ? '' : `&since=${since}`}`);
  const heard: LiveMessage[] = [];
  const waiting = new Set<() => void>();
  socket.on('message', (data) => {
    heard.push(LiveMessage.parse(JSON.parse(String(data))));
    for (const look of waiting) look();
  });
  const hears: Page['hears'] = (fits) =>
    new Promise((resolve) => {
      const look = () => {
        const message = heard.find(fits);
        if (!message) return;
        waiting.delete(look);
        resolve(message);
      };
      waiting.add(look);
      look();
    });
  await hears(({ type }) => type === 'hello');
  return { socket, heard, hears };
}

function changed(tx: number, callId: string): OutboxEntry {
  const payload = { type: 'call.changed', call_id: callId.replace('call_', '') };
  return { tx: String(tx), id: tx, tenantId, kind: 'event', name: 'call.changed', payload };
}

const place = async () => (await world.admin(placeCall, { body: { to: '+14155550103', from: ourNumber } })).id;
const is = (wanted: number) => (message: LiveMessage) => message.seq === wanted;

test('three pages hear each call once, as it is by then, however often it changed', async () => {
  const pages = [await open(), await open(), await open()];
  const [one, other] = [await place(), await place()];
  // Three readings of the outbox, faster than anybody can see.
  void live.take([changed(101, one), changed(102, one), changed(103, other)]);
  void live.take([changed(104, one), changed(105, other)]);
  void live.take([changed(106, one)]);
  await live.flushed();
  await world.passes(120);
  void live.take([changed(107, one)]);
  await live.flushed();
  for (const page of pages) {
    await page.hears(is(107));
    const told = page.heard.map((message) => [message.type, message.seq, 'call' in message ? message.call.id : '']);
    expect(told[0]).toEqual(['hello', 100, '']);
    expect(told.slice(1, 3).toSorted()).toEqual([one, other].map((id) => ['call.changed', 106, id]).toSorted());
    expect(told.slice(3)).toEqual([['call.changed', 107, one]]);
    expect(page.heard.at(-1)).toMatchObject({ call: { status: 'no-answer' } });
  }
});

test('what happens soon after is told too, without another change', async () => {
  const page = await open();
  const id = await place();
  void live.take([changed(101, id)]);
  await page.hears(is(101));
  void live.take([changed(102, id)]);
  expect(await page.hears(is(102))).toMatchObject({ call: { id } });
});

test('one of three that stops reading fills no memory, holds nobody up, and is greeted anew once it reads on', async () => {
  const [slow, ...quick] = [await open(), await open(), await open()] as const;
  slow.socket.pause();
  const big = 'x'.repeat(200_000);
  for (seq = 101; seq < 300; seq += 1) {
    sockets.broadcast(tenantId, [{ type: 'call.deleted', seq, call_id: big }]);
    await Promise.all(quick.map((page) => page.hears(is(seq))));
  }
  expect(slow.heard).toHaveLength(1);
  slow.socket.resume();
  const again = await slow.hears((message) => message.type === 'hello' && !message.complete);
  expect(again.seq).toBe(300);
  sockets.broadcast(tenantId, [{ type: 'call.deleted', seq: 301, call_id: 'after' }]);
  await Promise.all([slow, ...quick].map((page) => page.hears(is(301))));
  expect(slow.socket.readyState).toBe(WebSocket.OPEN);
  expect(slow.heard.length).toBeLessThan(quick[0].heard.length);
  const seqs = slow.heard.map((message) => message.seq);
  expect(seqs).toEqual(seqs.toSorted((one, other) => one - other));
  expect(quick[0].heard).toHaveLength(201);
}, 30_000);

test('a page that comes back hears in their order what was told meanwhile', async () => {
  const page = await open();
  const room = await open();
  page.socket.close();
  const ids = ['a', 'b', 'c'];
  for (const [index, call_id] of ids.entries()) {
    seq = 101 + index;
    sockets.broadcast(tenantId, [{ type: 'call.deleted', seq, call_id }]);
  }
  await room.hears(is(103));
  const back = await open(101);
  expect(back.heard.map(({ seq, type }) => [seq, type])).toEqual([
    [101, 'call.deleted'],
    [102, 'call.deleted'],
    [103, 'call.deleted'],
    [103, 'hello'],
  ]);
  expect(back.heard.at(-1)).toMatchObject({ complete: true });
});
