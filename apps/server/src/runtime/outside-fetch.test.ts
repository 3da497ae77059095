import { createServer, type Server } from 'node:http';
import type { LookupFunction } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { audioProblem, isInsideAddress, mayLeadInside, openOutside } from './outside-fetch.ts';

test.each([
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::FFFF:10.0.0.1',
  '::ffff:7f00:1',
  '::ffff:a9fe:a9fe',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1',
  'ff02::1',
  'fe80::1%eth0',
  '::7f00:1',
  '::127.0.0.1',
  '::ffff:0:127.0.0.1',
  'fec0::1',
  '2001:db8::1',
  '3fff::1',
  '3fff:fff::1',
  '4000::1',
  '5f00::1',
  'nonsense',
])('%s is not on the public internet', (address) => {
  expect(isInsideAddress(address)).toBe(true);
});

test.each([
  '1.1.1.1',
  '8.8.8.8',
  '172.15.255.255',
  '172.32.0.1',
  '192.169.0.1',
  '2606:4700:4700::1111',
  '::ffff:8.8.8.8',
  '::ffff:808:808',
  '2a00:1450:4001:80b::200e',
  '3fff:1000::1',
])('%s is', (address) => {
  expect(isInsideAddress(address)).toBe(false);
});

const inside = 'The address is not on the public internet.';

// Ways in that others left open: OneUptime#2578, Unla#305, capgo#2200, VibeNVR#297.
const waysIn = [
  'http://127.0.0.1/a.mp3',
  'http://localhost/a.mp3',
  'http://2130706433/a.mp3',
  'http://0x7f000001/a.mp3',
  'http://0177.0.0.1/a.mp3',
  'http://127.1/a.mp3',
  'http://[::1]/a.mp3',
  'http://[::ffff:127.0.0.1]/a.mp3',
  'http://169.254.169.254/latest/meta-data',
  'http://0x7f.1/a.mp3',
  'http://0x7f.0.0.1/a.mp3',
  'http://0/a.mp3',
  'http://[::ffff:7f00:1]/a.mp3',
  'http://[::ffff:169.254.169.254]/a.mp3',
  'http://[64:ff9b::127.0.0.1]/a.mp3',
  'http://[2002:7f00:1::]/a.mp3',
  'http://[::]/a.mp3',
  'http://[fd00::1]/a.mp3',
  'http://[::127.0.0.1]/a.mp3',
  'http://[::ffff:0:127.0.0.1]/a.mp3',
  'http://\uff11\uff12\uff17.0.0.1/a.mp3',
  'http://user:word@127.0.0.1/a.mp3',
];
test.each(waysIn)('%s is not fetched from outside', async (url) => {
  expect(await audioProblem(url, false)).toBe(inside);
  expect(await openOutside(url, { inside: false, http: true })).toEqual({ problem: inside });
});

test('a host that does not exist is told', async () => {
  expect(await audioProblem('http://nowhere.invalid/a.mp3', false)).toBe('The host nowhere.invalid does not exist.');
});

let server: Server;
let base: string;
let asked: string[];
beforeAll(async () => {
  asked = [];
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.range}`);
    if (request.url === '/moved') response.writeHead(302, { location: '/audio' }).end();
    else if (request.url === '/gone') response.writeHead(404).end();
    else if (request.url === '/page') response.writeHead(200, { 'content-type': 'text/html' }).end('x');
    else response.writeHead(206, { 'content-type': 'audio/mpeg' }).end('x');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number }; // a TCP server that listens
  base = `http://127.0.0.1:${port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

test.each([
  ['/audio', undefined],
  ['/gone', 'The address answers 404.'],
  ['/page', 'The address gives text/html and not audio.'],
  ['/moved', 'The address answers 302.'],
])('%s: %s', async (path, problem) => {
  expect(await audioProblem(base + path, true)).toBe(problem);
  expect(asked.at(-1)).toBe(`GET ${path} bytes=0-0`);
});

test('an address where nobody listens is told', async () => {
  expect(await audioProblem('http://127.0.0.1:1/a.mp3', true)).toBe('The address cannot be reached.');
});

test('a host is asked for once, so that what was checked is what is connected to', async () => {
  const answers = ['127.0.0.1', '10.0.0.1'];
  let asks = 0;
  const resolveHost: LookupFunction = (_host, _options, answer) => {
    answer(null, [{ address: answers[asks++] ?? '127.0.0.1', family: 4 }]);
  };
  const url = base.replace('127.0.0.1', 'rebinding.example');
  const opened = await openOutside(`${url}/audio`, { inside: true, http: true, resolveHost });
  expect(asks).toBe(1);
  expect('content' in opened && (await opened.content.toArray()).join('')).toBe('x');
});

test.each([
  ['a private address second', ['8.8.8.8', '127.0.0.1']],
  ['a private IPv6 address', ['fd00::1']],
  ['a private address that looks like IPv6', ['::ffff:10.0.0.1']],
])('a host with %s is not fetched', async (_what, addresses) => {
  const resolveHost: LookupFunction = (_host, _options, answer) => {
    answer(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  const rules = { inside: false, http: true, resolveHost };
  expect(await openOutside('http://rebinding.example/a.mp3', rules)).toEqual({ problem: inside });
});

test('addresses without encryption are for development only', async () => {
  const rules = { inside: true, http: false };
  expect(await openOutside(`${base}/audio`, rules)).toEqual({ problem: 'The address does not begin with https.' });
});

test.each([
  ['/moved', 'The address answers 302.'],
  ['/gone', 'The address answers 404.'],
])('%s is not followed and not opened', async (path, problem) => {
  expect(await openOutside(base + path, { inside: true, http: true })).toEqual({ problem });
});

test.each([
  ['the emulator', 'emulator', false, true],
  ['the emulator in production', 'emulator', true, false],
  ['a real carrier', 'twilio', false, false],
])('with %s an address on this machine is played: %s, in production %s: %s', (_what, mode, production, allowed) => {
  expect(mayLeadInside({ carrier: { mode }, production })).toBe(allowed);
});
