import { createHash } from 'node:crypto';
import twilio from 'twilio';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { encodeWav } from '../src/audio/index.ts';
import type { EmulatorOptions } from '../src/index.ts';
import type { Received, Reply } from './application.ts';
import { authToken, type Box, openBox, ours } from './box.ts';

let box: Box;
beforeEach(async () => {
  box = await openBox();
});
afterEach(() => box.close());

const call = (path = '/voice', more: object = {}) =>
  box.client.calls.create({ to: '+12025550123', from: ours, url: box.app.url + path, ...more });

async function runCall(path = '/voice', more: object = {}): Promise<string> {
  const { sid } = await call(path, more);
  await box.clock.passes(30_000);
  return sid;
}

function warnings(sid: string): number[] {
  return box.emulator.events(sid).flatMap(({ event }) => (event.type === 'warned' ? event.code : []));
}

async function reopen(options: Partial<EmulatorOptions>): Promise<void> {
  await box.close();
  box = await openBox(options);
}

/** The first request that came. */
function firstReceived(): Received {
  const [first] = box.app.received;
  if (!first) throw new Error('Nothing came');
  return first;
}

const leadsOn = (path: string, method = 'POST') =>
  `<Response><Redirect method="${method}">${path}</Redirect></Response>`;
const saysNothing = '<Response><Pause length="1"/></Response>';

describe('what the application answers', () => {
  // https://www.twilio.com/docs/voice/twiml#responding-to-twilio [DOC]
  test('a sound is played, and is not asked for a second time', async () => {
    const tone = Int16Array.from({ length: 8000 }, (_, at) => Math.round(8000 * Math.sin(at / 4)));
    box.app.on('/voice', () => ({ type: 'audio/wav', body: encodeWav([tone]) }));
    const sid = await runCall();
    expect(box.app.at('/voice').length).toBe(1);
    expect(box.emulator.events(sid).some(({ event }) => event.type === 'did' && event.verb === 'play')).toBe(true);
    expect(warnings(sid)).toEqual([]);
  });

  test.each([
    ['nothing', { body: '', type: 'text/xml' }, 11770],
    ['no content', { status: 204 }, 11770],
    ['more than 64 kB', { body: `<Response><!--${'x'.repeat(70_000)}--></Response>`, type: 'text/xml' }, 11750],
    ['a type that is no TwiML', { body: '{}', type: 'application/json' }, 12300],
    ['an error', { status: 404 }, 11200],
    ['a redirect to nowhere', { status: 302 }, 11200],
    ['redirects without end', { status: 302, location: '/voice' }, 11215],
  ])('%s is error %#', async (_, reply, code) => {
    box.app.on('/voice', () => reply);
    expect(warnings(await runCall())).toEqual([code]);
  });

  test('ten redirects are followed, an eleventh is not', async () => {
    for (let hop = 0; hop < 11; hop += 1) {
      box.app.on(`/hop${hop}`, () => ({ status: 307, location: `/hop${hop + 1}` }));
    }
    box.app.on('/hop10', saysNothing);
    expect(warnings(await runCall('/hop0'))).toEqual([]);
    expect(box.app.received.every(({ method }) => method === 'POST')).toBe(true);
    box.app.on('/hop10', () => ({ status: 307, location: '/hop11' }));
    box.app.on('/hop11', saysNothing);
    expect(warnings(await runCall('/hop0'))).toEqual([11215]);
  });
});

describe('within one call', () => {
  test('cookies come back, and those of another call do not', async () => {
    box.app.on('/voice', () => ({
      type: 'text/xml',
      body: leadsOn('/second'),
      headers: { 'set-cookie': 'who=one; Path=/' },
    }));
    box.app.on('/second', saysNothing);
    await runCall();
    await runCall('/second');
    expect(box.app.received.map(({ headers }) => headers.cookie)).toEqual([undefined, 'who=one', undefined]);
  });

  // https://www.twilio.com/docs/usage/security#http-authentication [DOC]
  test.each([
    ['Basic realm="us"', /^Basic dXM6c2VjcmV0$/],
    ['Digest realm="us", qop="auth", nonce="n1", opaque="o1"', /^Digest username="us", realm="us", nonce="n1"/],
  ])('who we are is told when asked by %s, and from then on', async (challenge, authorization) => {
    const guarded =
      (body: string) =>
      ({ headers }: Received): Reply =>
        headers.authorization
          ? { type: 'text/xml', body }
          : { status: 401, headers: { 'www-authenticate': challenge } };
    box.app.on('/voice', guarded(leadsOn('/second')));
    box.app.on('/second', guarded(saysNothing));
    const { sid } = await call('', { url: `${box.app.url.replace('//', '//us:secret@')}/voice` });
    await box.clock.passes(30_000);
    expect(warnings(sid)).toEqual([]);
    const seen = box.app.received.map(({ path, headers }) => [path, headers.authorization]);
    expect(seen).toEqual([
      ['/voice', undefined],
      ['/voice', expect.stringMatching(authorization)],
      // A relative address keeps the credentials of the document.
      ['/second', expect.stringMatching(authorization)],
    ]);
  });

  test('a digest is right for the address and the method', async () => {
    const challenge = 'Digest realm="us", qop="auth", nonce="n1"';
    const md5 = (text: string) => createHash('md5').update(text).digest('hex');
    box.app.on('/voice', ({ headers, method }) => {
      const given = Object.fromEntries(
        [...String(headers.authorization ?? '').matchAll(/(\w+)="?([^",]*)"?/g)].map(([, name, value]) => [
          name,
          value,
        ]),
      );
      const secret = md5(`us:us:secret`);
      const wanted = md5(`${secret}:n1:${given.nc}:${given.cnonce}:auth:${md5(`${method}:/voice`)}`);
      return given.response === wanted
        ? { type: 'text/xml', body: saysNothing }
        : { status: 401, headers: { 'www-authenticate': challenge } };
    });
    const { sid } = await call('', { url: `${box.app.url.replace('//', '//us:secret@')}/voice` });
    await box.clock.passes(30_000);
    expect(warnings(sid)).toEqual([]);
  });

  test('credentials in a URL are signed, unless the option says otherwise', async () => {
    const url = () => `${box.app.url.replace('//', '//us:secret@')}/voice`;
    const isSigned = (signed: string) => {
      const { headers, params } = firstReceived();
      return twilio.validateRequest(authToken, String(headers['x-twilio-signature']), signed, params);
    };
    box.app.on('/voice', saysNothing);
    await runCall('', { url: url() });
    expect([isSigned(url()), isSigned(`${box.app.url}/voice`)]).toEqual([true, false]);
    await reopen({ signsCredentials: false });
    box.app.on('/voice', saysNothing);
    await runCall('', { url: url() });
    expect([isSigned(url()), isSigned(`${box.app.url}/voice`)]).toEqual([false, true]);
  });
});

describe('a sound that is played', () => {
  const tone = () => encodeWav([new Int16Array(800).fill(9)]);
  const plays = '<Response><Play>/tone.wav</Play></Response>';

  // https://www.twilio.com/docs/voice/twiml/play [DOC]
  test('is asked for without the parameters of a webhook, and signed', async () => {
    box.app.on('/voice', plays);
    box.app.on('/tone.wav', () => ({ type: 'audio/wav', body: tone() }));
    await runCall();
    const fetched = box.app.received.find(({ path }) => path === '/tone.wav');
    expect(fetched).toMatchObject({ method: 'GET', params: {} });
    const signature = String(fetched?.headers['x-twilio-signature']);
    expect(twilio.validateRequest(authToken, signature, `${box.app.url}/tone.wav`, {})).toBe(true);
  });

  test('is kept by its ETag, for as long as Cache-Control says without asking', async () => {
    box.app.on('/voice', plays);
    box.app.on(
      '/tone.wav',
      ({ headers }): Reply =>
        headers['if-none-match'] === '"one"'
          ? { status: 304, headers: { etag: '"one"', 'cache-control': 'max-age=3600' } }
          : { type: 'audio/wav', body: tone(), headers: { etag: '"one"' } },
    );
    const sids = [await runCall(), await runCall(), await runCall()];
    const asked = box.app.received.filter(({ path }) => path === '/tone.wav');
    expect(asked.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"one"']);
    expect(sids.flatMap(warnings)).toEqual([]);
  });

  test('that is no sound, or none we can play, is warned of and skipped', async () => {
    box.app.on('/voice', '<Response><Play>/page</Play><Play>/odd</Play><Play>/gone</Play></Response>');
    box.app.on('/page', () => ({ type: 'text/html', body: '<p>Hello</p>' }));
    box.app.on('/odd', () => ({ type: 'audio/flac', body: 'fLaC' }));
    box.app.on('/gone', () => ({ status: 404 }));
    expect(warnings(await runCall())).toEqual([12300, 13420, 11200]);
  });
});

test('an answer to POST is never kept', async () => {
  box.app.on('/voice', () => ({ type: 'text/xml', body: saysNothing, headers: { 'cache-control': 'max-age=3600' } }));
  await runCall();
  await runCall();
  expect(box.app.at('/voice').length).toBe(2);
});

test('a status callback that is refused only warns', async () => {
  box.app.on('/voice', saysNothing);
  box.app.on('/status', () => ({ status: 500 }));
  const sid = await runCall('/voice', { statusCallback: `${box.app.url}/status` });
  expect(
    box.emulator.events(sid).flatMap(({ event }) => (event.type === 'warned' ? [[event.code, event.level]] : [])),
  ).toEqual([[15003, 'warning']]);
  expect((await box.client.calls(sid).fetch()).status).toBe('completed');
});

// https://www.twilio.com/docs/api/errors/15004 [DOC]
test('a relative address in TwiML that updates a live call is error 15004', async () => {
  box.app.on('/voice', '<Response><Pause length="60"/></Response>');
  const { sid } = await call();
  await box.clock.passes(15_000);
  await box.client.calls(sid).update({ twiml: '<Response><Redirect>/next</Redirect></Response>' });
  await box.clock.passes(15_000);
  expect(warnings(sid)).toEqual([15004]);
});

describe('a request', () => {
  // Retries of one request have one token, https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides [DOC]
  test('is tried again as its fragment says, with one idempotency token', async () => {
    box.app.on('/voice', () => ({ status: 503 }));
    await runCall('/voice#rc=2&rp=5xx');
    const tokens = box.app.received.map(({ headers }) => headers['i-twilio-idempotency-token']);
    expect(tokens.length).toBe(3);
    expect(new Set(tokens).size).toBe(1);
    expect(tokens[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    // The fragment is neither sent nor signed.
    const { headers, params, url } = firstReceived();
    expect(url.endsWith('/voice')).toBe(true);
    expect(twilio.validateRequest(authToken, String(headers['x-twilio-signature']), url, params)).toBe(true);
  });

  test('tells where numbers are, and of an inbound call how it came', async () => {
    await reopen({ stirVerstat: 'TN-Validation-Passed-A' });
    box.app.on('/in', saysNothing);
    box.emulator.callers.call({ from: '+14155550100', to: ours, voiceUrl: `${box.app.url}/in` });
    await box.clock.passes(1000);
    expect(box.app.at('/in')).toMatchObject([
      {
        ...{
          FromCity: 'SAN FRANCISCO',
          FromState: 'CA',
          FromZip: '94102',
          FromCountry: 'US',
          CallerCity: 'SAN FRANCISCO',
        },
        ...{ ToCity: '', CalledCountry: '', CallToken: expect.stringContaining('parentCallInfoToken') },
        StirVerstat: 'TN-Validation-Passed-A',
      },
    ]);
  });

  // "New parameters may appear without notice": an application must bear it.
  test('may carry a parameter that nobody knows, signed with the rest', async () => {
    await reopen({ addsUnknownParameter: true, sendsGeography: false });
    box.app.on('/voice', saysNothing);
    await runCall();
    const { headers, params, url } = firstReceived();
    expect(Object.keys(params).filter((name) => name.startsWith('Unannounced')).length).toBe(1);
    expect(params.FromCity).toBeUndefined();
    expect(twilio.validateRequest(authToken, String(headers['x-twilio-signature']), url, params)).toBe(true);
  });

  test('numbers callbacks that nobody wanted, when the option says so', async () => {
    const last = async (options: Partial<EmulatorOptions>) => {
      await reopen(options);
      box.app.on('/voice', saysNothing);
      await runCall('/voice', { statusCallback: `${box.app.url}/status` });
      return box.app.at('/status').map(({ SequenceNumber }) => SequenceNumber);
    };
    expect(await last({})).toEqual(['0']);
    expect(await last({ numbersUnwantedCallbacks: true })).toEqual(['3']);
  });
});

describe('an application in this process', () => {
  test('that throws is a failed webhook, and the fallback is asked', async () => {
    const asked: string[] = [];
    await reopen({
      application: ({ url, parameters }) => {
        asked.push(new URL(url).pathname);
        if (url.endsWith('/voice')) throw new Error('boom');
        expect(parameters).toMatchObject({ ErrorCode: '11200' });
        return { status: 200, contentType: 'text/xml', body: saysNothing };
      },
    });
    const sid = await runCall('/voice', { fallbackUrl: `${box.app.url}/fallback` });
    expect([asked, warnings(sid)]).toEqual([['/voice', '/fallback'], [11200]]);
  });

  test('may be a fetch function', async () => {
    await reopen({
      fetch: async () => new Response(saysNothing, { headers: { 'content-type': 'text/xml; charset=utf-8' } }),
    });
    const sid = await runCall();
    expect(warnings(sid)).toEqual([]);
    expect(box.app.received).toEqual([]);
  });
});
