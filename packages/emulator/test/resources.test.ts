import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import twilio from 'twilio';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openJournal } from '../src/index.ts';
import { accountSid, authToken, type Box, openBox, rest } from './box.ts';
import { CheckedClient } from './openapi.ts';

let box: Box;
beforeEach(async () => {
  box = await openBox();
});
afterEach(() => box.close());

function clientFor(username: string, password: string, account = username) {
  const client = twilio(username, password, { accountSid: account, httpClient: new CheckedClient() });
  client.api.baseUrl = box.url;
  return client;
}

const basic = { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` };

const hooks = {
  voiceUrl: 'https://example.com/voice',
  voiceMethod: 'GET',
  voiceFallbackUrl: 'https://example.com/fallback',
  statusCallback: 'https://example.com/status',
};

describe('applications', () => {
  test('are created, listed, changed and deleted', async () => {
    const { applications } = box.client;
    const { sid } = await applications.create({ friendlyName: 'Phone', ...hooks });
    expect(await applications(sid).fetch()).toMatchObject({ friendlyName: 'Phone', voiceMethod: 'GET', smsUrl: null });
    const changed = await applications(sid).update({ voiceUrl: 'https://example.com/other' });
    expect(changed).toMatchObject({ voiceUrl: 'https://example.com/other', voiceFallbackUrl: hooks.voiceFallbackUrl });
    expect(await applications.list({ friendlyName: 'Phone' })).toHaveLength(1);
    expect(await applications.list({ friendlyName: 'Other' })).toEqual([]);
    await applications(sid).remove();
    await expect(applications(sid).fetch()).rejects.toMatchObject({ code: 20404 });
  });

  test.each([
    ['a URL that is none', { voiceUrl: 'nowhere' }, 21402],
    ['a method that is none', { voiceMethod: 'PUT' }, 21403],
    ['a fallback without a voice URL', { voiceFallbackUrl: 'https://example.com' }, 21405],
    ['a name that is too long', { friendlyName: 'x'.repeat(65) }, 20002],
  ])('are refused with %s', async (_name, params, code) => {
    await expect(box.client.applications.create(params)).rejects.toMatchObject({ status: 400, code });
  });
});

describe('keys', () => {
  test('act for their account, but not on the account or on keys', async () => {
    const key = await box.client.newKeys.create({ friendlyName: 'Worker' });
    const worker = clientFor(key.sid, key.secret, accountSid);
    expect(await worker.incomingPhoneNumbers.list()).toHaveLength(1);
    await expect(worker.api.v2010.accounts(accountSid).fetch()).rejects.toMatchObject({ status: 403, code: 20003 });
    await expect(worker.keys.list()).rejects.toMatchObject({ code: 20003 });
    await box.client.keys(key.sid).remove();
    await expect(worker.calls.list()).rejects.toMatchObject({ status: 401, code: 20003 });
  });

  test('tell their secret once, and are signing keys as well', async () => {
    const key = await box.client.newSigningKeys.create({ friendlyName: 'Signer' });
    expect(key.secret).toMatch(/^\S{32}$/);
    expect(await box.client.keys(key.sid).fetch()).not.toHaveProperty('secret');
    await box.client.signingKeys(key.sid).update({ friendlyName: 'Renamed' });
    expect((await box.client.signingKeys.list()).map(({ friendlyName }) => friendlyName)).toEqual(['Renamed']);
    await box.client.signingKeys(key.sid).remove();
    expect(await box.client.keys.list()).toEqual([]);
  });
});

describe('subaccounts', () => {
  test('have their own token and resources, and their owner acts for them', async () => {
    const { sid, authToken } = await box.client.api.v2010.accounts.create({ friendlyName: 'Branch' });
    const branch = clientFor(sid, authToken);
    const { sid: applicationSid } = await branch.applications.create({ friendlyName: 'Theirs' });
    expect(await box.client.applications.list()).toEqual([]);
    const asOwner = box.client.api.v2010.accounts(sid);
    expect((await asOwner.applications(applicationSid).fetch()).friendlyName).toBe('Theirs');
    expect(await box.client.api.v2010.accounts.list()).toHaveLength(2);
    expect(await branch.api.v2010.accounts.list({ friendlyName: 'Branch' })).toHaveLength(1);
    await expect(branch.api.v2010.accounts(accountSid).applications.list()).rejects.toMatchObject({ code: 20003 });
    await expect(branch.api.v2010.accounts.create()).rejects.toMatchObject({ status: 403 });
  });

  test('can do nothing while they are suspended, and lose their numbers when they are closed', async () => {
    const { sid, authToken } = await box.client.api.v2010.accounts.create();
    const branch = clientFor(sid, authToken);
    await branch.incomingPhoneNumbers.create({ areaCode: '415' });
    const asOwner = box.client.api.v2010.accounts(sid);
    await asOwner.update({ status: 'suspended' });
    await expect(branch.calls.list()).rejects.toMatchObject({ status: 401, code: 20005 });
    await expect(asOwner.applications.create()).rejects.toMatchObject({ status: 403, code: 20006 });
    await asOwner.update({ status: 'active' });
    expect(await branch.incomingPhoneNumbers.list()).toHaveLength(1);
    expect(await asOwner.update({ status: 'closed' })).toMatchObject({ status: 'closed' });
    expect(await asOwner.incomingPhoneNumbers.list()).toEqual([]);
    await expect(asOwner.update({ status: 'active' })).rejects.toMatchObject({ code: 20001 });
  });

  test('lose their live calls when they are suspended', async () => {
    const { sid, authToken } = await box.client.api.v2010.accounts.create();
    const branch = clientFor(sid, authToken);
    const { phoneNumber } = await branch.incomingPhoneNumbers.create({ areaCode: '212' });
    const twiml = '<Response><Pause length="60"/></Response>';
    const call = await branch.calls.create({ to: '+12025550123', from: phoneNumber, twiml });
    await box.clock.passes(20_000);
    await box.client.api.v2010.accounts(sid).update({ status: 'suspended' });
    expect(await box.client.api.v2010.accounts(sid).calls(call.sid).fetch()).toMatchObject({ status: 'completed' });
  });

  test('the main account cannot suspend itself', async () => {
    const main = box.client.api.v2010.accounts(accountSid);
    await expect(main.update({ status: 'suspended' })).rejects.toMatchObject({ code: 20001 });
    expect(await main.update({ friendlyName: 'Main' })).toMatchObject({ friendlyName: 'Main', type: 'Full' });
    expect(await main.fetch()).toMatchObject({ sid: accountSid, ownerAccountSid: accountSid });
  });
});

test('a token carries ICE servers', async () => {
  const token = await box.client.tokens.create({ ttl: 60 });
  expect(token).toMatchObject({ ttl: '60', accountSid });
  expect(token.iceServers.map(({ urls }) => urls)).toContain('stun:global.stun.twilio.com:3478');
});

test('calls to a suspended subaccount find nobody there', async () => {
  const { client, emulator } = box;
  const { sid } = await client.api.v2010.accounts.create();
  const { phoneNumber } = await client.api.v2010.accounts(sid).incomingPhoneNumbers.create({
    ...{ areaCode: '312', voiceUrl: `${box.app.url}/voice` },
  });
  await client.api.v2010.accounts(sid).update({ status: 'suspended' });
  expect(() => emulator.callers.call({ from: '+12025550123', to: phoneNumber })).toThrow('is not active');
});

test('browsers may ask, and every answer carries the headers of the real API', async () => {
  const preflight = await fetch(`${box.url}/2010-04-01/Accounts/${accountSid}/Calls.json`, { method: 'OPTIONS' });
  expect(preflight.status).toBe(204);
  const response = await rest(box, '/Calls.json');
  // [OBS] Seen in captured answers of the real API.
  for (const { headers } of [preflight, response]) {
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('access-control-allow-methods')).toBe('GET, POST, DELETE, OPTIONS');
    expect(headers.get('twilio-request-duration')).toMatch(/^\d+\.\d{3}$/);
    expect(headers.get('x-powered-by')).toBe('AT-5000');
    expect(headers.get('x-shenanigans')).toBe('none');
  }
});

describe('a page', () => {
  async function page(query: string) {
    const response = await rest(box, `/Applications.json?${query}`);
    // Compared below.
    return (await response.json()) as Record<string, unknown> & { applications: unknown[] };
  }

  test('has 50 items, or as many as asked, at most 1000', async () => {
    for (let count = 0; count < 51; count += 1) await box.client.applications.create({ friendlyName: 'Phone' });
    expect((await page('')).applications).toHaveLength(50);
    expect(await page('PageSize=0')).toMatchObject({ page_size: 50 });
    expect(await page('PageSize=many')).toMatchObject({ page_size: 50 });
    expect(await page('PageSize=5000')).toMatchObject({ page_size: 1000, end: 50, next_page_uri: null });
    const second = await page('PageSize=50&Page=1');
    expect(second).toMatchObject({ page: 1, start: 50, end: 50, next_page_uri: null });
    expect(second.applications).toHaveLength(1);
    expect((await page('Page=7')).applications).toEqual([]);
  });

  test('repeats the filters in its addresses', async () => {
    for (const friendlyName of ['Phone', 'Other', 'Phone']) await box.client.applications.create({ friendlyName });
    const first = await page('FriendlyName=Phone&PageSize=1');
    expect(String(first.next_page_uri)).toContain('FriendlyName=Phone&PageSize=1&Page=1&PageToken=PA');
    expect(String(first.first_page_uri)).toBe(
      `/2010-04-01/Accounts/${accountSid}/Applications.json?FriendlyName=Phone&PageSize=1&Page=0`,
    );
    const second = await fetch(`${box.url}${first.next_page_uri}`, { headers: basic });
    expect(await second.json()).toMatchObject({ applications: [{ friendly_name: 'Phone' }], next_page_uri: null });
  });
});

test('a method that a resource does not have is refused as such', async () => {
  const response = await rest(box, '/Applications.json', { method: 'DELETE' });
  expect(response.status).toBe(405);
  expect(await response.json()).toMatchObject({ code: 20004, status: 405 });
});

test('resources survive a restart, and a number that was given back stays away', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'offhook-resources-'));
  await box.close();
  box = await openBox({ journal: await openJournal(folder) });
  const [first] = await box.client.incomingPhoneNumbers.list();
  const bought = await box.client.incomingPhoneNumbers.create({ areaCode: '415' });
  await box.client.incomingPhoneNumbers(first?.sid ?? '').remove();
  const key = await box.client.newKeys.create();
  await box.client.applications.create({ friendlyName: 'Phone' });
  await box.close();
  box = await openBox({ journal: await openJournal(folder) });
  const client = clientFor(key.sid, key.secret, accountSid);
  expect((await client.incomingPhoneNumbers.list()).map(({ sid }) => sid)).toEqual([bought.sid]);
  expect(await client.applications.list()).toMatchObject([{ friendlyName: 'Phone' }]);
});
