import { LiveMessage, listPeople, logout, placeCall, removePerson, socketTicket } from '@offhook/contract';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { join, type Member, makeSecondWorkspace } from '../../test/members.ts';
import { adminEmail, adminPassword, makeWorld, ourNumber, type World } from '../../test/world.ts';

let world: World;
let second: Member;
const sockets: WebSocket[] = [];

beforeAll(async () => {
  world = await makeWorld();
  second = await makeSecondWorkspace(world);
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.terminate();
});
afterAll(() => world.close());

interface Opened {
  heard: LiveMessage[];
  /** The next message that fits, an earlier one included. */
  hears(fits: (message: LiveMessage) => boolean): Promise<LiveMessage>;
  closed: Promise<number>;
  close(): Promise<number>;
}

async function ticketOf(member: Pick<Member, 'api'>): Promise<string> {
  return (await member.api(socketTicket, {})).ticket;
}

const member = async (): Promise<Pick<Member, 'api'>> => world.signIn(adminEmail, adminPassword);

/** Opens a socket and waits for its greeting; rejects with the HTTP status when it is refused. */
async function open(query: string, headers: Record<string, string> = {}): Promise<Opened> {
  const socket = new WebSocket(`${world.url.replace('http', 'ws')}/ws?${query}`, { headers });
  sockets.push(socket);
  // A refusal is told by its status below; ending a socket that never opened is an error to ws, too.
  socket.on('error', () => undefined);
  const heard: LiveMessage[] = [];
  const waiting = new Set<() => void>();
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  socket.on('message', (data) => {
    heard.push(LiveMessage.parse(JSON.parse(String(data))));
    for (const look of waiting) look();
  });
  const hears = (fits: (message: LiveMessage) => boolean) =>
    new Promise<LiveMessage>((resolve) => {
      const look = () => {
        const message = heard.find(fits);
        if (!message) return;
        waiting.delete(look);
        resolve(message);
      };
      waiting.add(look);
      look();
    });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('unexpected-response', (_request, response) => reject(response.statusCode));
  });
  await hears((message) => message.type === 'hello');
  const close = () => {
    socket.close();
    return closed;
  };
  return { heard, hears, closed, close };
}

async function callOf({ api }: Pick<Member, 'api'>): Promise<string> {
  return (await api(placeCall, { body: { to: '+14155550103', from: ourNumber } })).id;
}

const about = (id: string) => (message: LiveMessage) => message.type === 'call.changed' && message.call.id === id;

test('a page is greeted with the live calls, and hears of changes', async () => {
  const one = await member();
  const live = await callOf(one);
  const page = await open(`ticket=${await ticketOf(one)}`);
  expect(page.heard[0]).toMatchObject({ type: 'hello', complete: true, live_calls: [{ id: live }] });
  const id = await callOf(one);
  expect(await page.hears(about(id))).toMatchObject({ call: { to_number: '+14155550103', simulated: true } });
  await world.passes(120);
  await page.hears((message) => about(id)(message) && 'call' in message && message.call.status === 'no-answer');
  const seqs = page.heard.map((message) => message.seq);
  expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
});

test('a ticket opens one socket, and none after thirty seconds', async () => {
  const one = await member();
  const ticket = await ticketOf(one);
  await open(`ticket=${ticket}`);
  await expect(open(`ticket=${ticket}`)).rejects.toBe(401);
  const late = await ticketOf(one);
  await world.clock.passes(30_000);
  await expect(open(`ticket=${late}`)).rejects.toBe(401);
});

test('of two that use one ticket at the same time one gets in', async () => {
  const ticket = await ticketOf(await member());
  const tries = await Promise.allSettled([open(`ticket=${ticket}`), open(`ticket=${ticket}`)]);
  expect(tries.filter((each) => each.status === 'fulfilled')).toHaveLength(1);
});

test('no ticket, an access token and a page of another origin are refused', async () => {
  await expect(open('')).rejects.toBe(401);
  await expect(open(`ticket=${world.signedIn.token}`)).rejects.toBe(401);
  const ticket = await ticketOf(await member());
  await expect(open(`ticket=${ticket}`, { origin: 'https://evil.example.com' })).rejects.toBe(403);
  await open(`ticket=${ticket}`, { origin: world.url });
});

test('a page never hears of another workspace', async () => {
  const one = await member();
  const { signedIn } = await world.signIn('second-admin@example.com', 'several quiet brown otters');
  expect(signedIn.workspace.name).toBe('Second');
  const ours = await open(`ticket=${await ticketOf(one)}`);
  const { api } = await world.signIn('second-admin@example.com', 'several quiet brown otters');
  const theirs = await open(`ticket=${await ticketOf({ api })}`);
  const [ourCall, theirCall] = [await callOf(one), await callOf({ api })];
  await Promise.all([ours.hears(about(ourCall)), theirs.hears(about(theirCall))]);
  await world.passes(120);
  expect(ours.heard.some(about(theirCall))).toBe(false);
  expect(theirs.heard.some(about(ourCall))).toBe(false);
  const greeted = await open(`ticket=${await ticketOf(await member())}&since=0`);
  expect(greeted.heard.some(about(theirCall))).toBe(false);
  expect(second.signedIn.workspace.id).toBe(signedIn.workspace.id);
});

test('a page that reconnects hears what it missed before the greeting', async () => {
  const one = await member();
  const other = await open(`ticket=${await ticketOf(one)}`);
  const page = await open(`ticket=${await ticketOf(one)}`);
  const since = page.heard.at(-1)?.seq;
  await page.close();
  const id = await callOf(one);
  await other.hears(about(id));
  const again = await open(`ticket=${await ticketOf(one)}&since=${since}`);
  expect(again.heard.some(about(id))).toBe(true);
  expect(again.heard.at(-1)).toMatchObject({ type: 'hello', complete: true });
});

test('a page that was the only one hears what it missed, or is told that it must fetch again', async () => {
  const one = await member();
  const page = await open(`ticket=${await ticketOf(one)}`);
  const first = await callOf(one);
  const since = (await page.hears(about(first))).seq;
  await page.close();
  await world.settles();
  const missed = await callOf(one);
  await world.settles();
  const again = await open(`ticket=${await ticketOf(one)}&since=${since}`);
  const hello = again.heard.at(-1);
  const told = hello?.type === 'hello' && !hello.complete;
  expect(again.heard.some(about(missed)) || told).toBe(true);
});

test('a page that was away since before our memory is told to fetch again', async () => {
  const page = await open(`ticket=${await ticketOf(await member())}&since=1`);
  expect(page.heard.at(-1)).toMatchObject({ type: 'hello', complete: false });
});

test('signing out closes the sockets of that person and of nobody else', async () => {
  const ada = await open(`ticket=${await ticketOf(await member())}`);
  const leaving = await join({ ...world, admin: (await member()).api }, 'viewer', 'leaving@example.com');
  const page = await open(`ticket=${await ticketOf(leaving)}`);
  await leaving.api(logout, {});
  expect(await page.closed).toBe(4401);
  expect(page.heard.at(-1)).toMatchObject({ type: 'session.ended' });
  const id = await callOf(await member());
  await ada.hears(about(id));
});

test('somebody who is removed hears nothing more', async () => {
  const admin = (await member()).api;
  const removed = await join({ ...world, admin }, 'viewer', 'removed@example.com');
  const page = await open(`ticket=${await ticketOf(removed)}`);
  const person = (await admin(listPeople, {})).items.find((each) => each.email === 'removed@example.com');
  await admin(removePerson, { params: { person_id: person?.id ?? '' } });
  expect(await page.closed).toBe(4401);
});

test('a ticket of a session that has ended opens nothing', async () => {
  const leaving = await join({ ...world, admin: (await member()).api }, 'viewer', 'gone@example.com');
  const ticket = await ticketOf(leaving);
  await leaving.api(logout, {});
  await expect(open(`ticket=${ticket}`)).rejects.toBe(401);
});
