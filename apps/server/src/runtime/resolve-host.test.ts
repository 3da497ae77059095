import { createSocket, type Socket } from 'node:dgram';
import type { LookupAddress } from 'node:dns';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openOutside } from './outside-fetch.ts';
import { makeResolveHost } from './resolve-host.ts';

let server: Socket;
let resolveHost: ReturnType<typeof makeResolveHost>;
let asked: string[];
beforeAll(async () => {
  asked = [];
  server = createSocket('udp4', (question, from) => {
    const answer = answerTo(question);
    server.send(answer, from.port, from.address);
  });
  await new Promise<void>((resolve) => server.bind(0, '127.0.0.1', resolve));
  resolveHost = makeResolveHost([`127.0.0.1:${server.address().port}`]);
});
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

/** A DNS answer (RFC 1035, 4): 93.184.215.14 for v4.example, 10.0.0.7 for inside.example, and else no such name. */
function answerTo(question: Buffer): Buffer {
  const labels: string[] = [];
  let at = 12;
  for (let length = question[at] ?? 0; length > 0; length = question[at] ?? 0) {
    labels.push(question.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  const name = labels.join('.').toLowerCase();
  const type = question.readUInt16BE(at + 1);
  asked.push(`${name} ${type === 1 ? 'A' : 'AAAA'}`);
  const address = { 'v4.example': [93, 184, 215, 14], 'inside.example': [10, 0, 0, 7] }[name];
  const record = address && type === 1 ? [0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, ...address] : [];
  const head = Buffer.from(question.subarray(0, 12));
  head.writeUInt16BE(address ? 0x8180 : 0x8183, 2);
  head.writeUInt16BE(record.length > 0 ? 1 : 0, 6);
  head.writeUInt16BE(0, 10);
  return Buffer.concat([head, question.subarray(12, at + 5), Buffer.from(record)]);
}

const addressesOf = (host: string) =>
  new Promise<LookupAddress[] | string | undefined>(
    (resolve) => resolveHost(host, { all: true }, (error, found) => resolve(error?.code ?? (found as LookupAddress[]))), // all: true
  );

test('a host is asked for over DNS, both kinds of address, and one that is enough is enough', async () => {
  expect(await addressesOf('v4.example')).toEqual([{ address: '93.184.215.14', family: 4 }]);
  expect(asked.filter((each) => each.startsWith('v4.example')).toSorted()).toEqual(['v4.example A', 'v4.example AAAA']);
  const one = await new Promise((resolve) =>
    resolveHost('v4.example', {}, (_error, address, family) => resolve([address, family])),
  );
  expect(one).toEqual(['93.184.215.14', 4]);
});

test('a host that there is not is none, and this machine needs no DNS', async () => {
  expect(await addressesOf('nowhere.example')).toBe('ENOTFOUND');
  const rules = { inside: false, http: true, resolveHost };
  expect(await openOutside('http://nowhere.example/', rules)).toEqual({
    problem: 'The host nowhere.example does not exist.',
  });
  expect(await addressesOf('localhost')).toContainEqual({ address: '127.0.0.1', family: 4 });
  expect(asked.join()).not.toContain('localhost');
});

test('a public name with a private address is not fetched', async () => {
  expect(await openOutside('http://inside.example/', { inside: false, http: true, resolveHost })).toEqual({
    problem: 'The address is not on the public internet.',
  });
});
