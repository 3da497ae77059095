import twilio from 'twilio';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { accountSid, type Box, openBox, ours, rest } from './box.ts';
import { CheckedClient, checkAgainstOpenApi } from './openapi.ts';

let box: Box;
beforeEach(async () => {
  box = await openBox();
});
afterEach(() => box.close());

describe('the offer of numbers', () => {
  test('names countries and the kinds of numbers they have', async () => {
    const countries = await box.client.availablePhoneNumbers.list();
    expect(countries.map(({ countryCode }) => countryCode)).toEqual(
      expect.arrayContaining(['US', 'CA', 'GB', 'DE', 'FR', 'AU']),
    );
    const denmark = await box.client.availablePhoneNumbers('DK').fetch();
    expect(denmark).toMatchObject({ country: 'Denmark' });
    expect(Object.keys(denmark.subresourceUris)).toEqual(['mobile']);
    await expect(box.client.availablePhoneNumbers('KP').fetch()).rejects.toMatchObject({ status: 404 });
    await expect(box.client.availablePhoneNumbers('DK').local.list()).rejects.toMatchObject({ status: 404 });
  });

  test('is the same on every day and has hundreds of numbers in an area code', async () => {
    const found = await box.client.availablePhoneNumbers('US').local.list({ areaCode: 415, pageSize: 1000 });
    expect(found.length).toBeGreaterThan(200);
    expect(new Set(found.map(({ phoneNumber }) => phoneNumber)).size).toBe(found.length);
    expect(found[0]).toMatchObject({ locality: 'San Francisco', region: 'CA', lata: '722', isoCountry: 'US' });
    const other = await openBox();
    const [again] = await other.client.availablePhoneNumbers('US').local.list({ areaCode: 415, limit: 1 });
    await other.close();
    expect(again?.phoneNumber).toBe(found[0]?.phoneNumber);
  });

  test.each([
    ['GB/Local', /^\+44\d{10}$/],
    ['GB/Mobile', /^\+447400\d{6}$/],
    ['GB/National', /^\+443301\d{6}$/],
    ['DE/Local', /^\+49\d{10}$/],
    ['FR/TollFree', /^\+33805\d{6}$/],
    ['AU/Mobile', /^\+6148\d{7}$/],
    ['US/TollFree', /^\+18\d{9}$/],
  ])('has %s numbers that exist', async (kind, form) => {
    const path = `/AvailablePhoneNumbers/${kind}.json`;
    const response = await rest(box, `${path}?PageSize=20`);
    // The line below compares the form of the body with Twilio's description.
    const body = (await response.json()) as { available_phone_numbers: { phone_number: string }[] };
    checkAgainstOpenApi({ method: 'GET', path: `/2010-04-01/Accounts/${accountSid}${path}`, status: 200, body });
    expect(body.available_phone_numbers).toHaveLength(20);
    for (const { phone_number: number } of body.available_phone_numbers) expect(number).toMatch(form);
  });

  test.each([
    ['510', { contains: '+1510%' }, /^\+1510/],
    ['the last four digits', { contains: '%0$', areaCode: 415 }, undefined],
    ['any digit', { contains: '4155*5' }, /4155\d5/],
    ['letters', { contains: 'BOB' }, /262/],
  ])('can be searched by %s', async (_name, filter, form) => {
    const search = box.client.availablePhoneNumbers('US').local.list({ ...filter, limit: 5 });
    if (!form) return expect(search).rejects.toMatchObject({ code: 20001 });
    const found = await search;
    expect(found.length).toBeGreaterThan(0);
    for (const { phoneNumber } of found) expect(phoneNumber).toMatch(form);
  });

  test('can be searched by place', async () => {
    const { local } = box.client.availablePhoneNumbers('US');
    const places = async (filter: Parameters<typeof local.list>[0]) => [
      ...new Set((await local.list({ ...filter, pageSize: 1000 })).map(({ locality }) => locality)),
    ];
    expect(await places({ inRegion: 'HI' })).toEqual(['Honolulu']);
    expect(await places({ inLocality: 'boston' })).toEqual(['Boston']);
    expect(await places({ inPostalCode: '60602' })).toEqual(['Chicago']);
    expect(await places({ nearLatLong: '37.77,-122.42', distance: 15 })).toEqual(['San Francisco', 'Oakland']);
    expect(await places({ nearNumber: '+16155550100' })).toEqual(['Nashville']);
    expect(await places({ inLocality: '+16155550100' })).toEqual(['Nashville']);
    expect(await places({ inRegion: 'HI', areaCode: 415 })).toEqual([]);
  });

  test('can be searched by what a number can do and what its buyer must show', async () => {
    const german = box.client.availablePhoneNumbers('DE');
    expect(await german.local.list({ smsEnabled: true })).toEqual([]);
    expect(await german.local.list({ voiceEnabled: true, limit: 1 })).toHaveLength(1);
    expect((await german.local.list({ limit: 1 }))[0]).toMatchObject({ addressRequirements: 'local' });
    expect(await german.local.list({ excludeLocalAddressRequired: true })).toEqual([]);
    expect(await german.mobile.list({ excludeAllAddressRequired: true, limit: 1 })).toHaveLength(1);
  });
});

describe('numbers', () => {
  test('a fresh account has one', async () => {
    const [only, ...more] = await box.client.incomingPhoneNumbers.list();
    expect(only).toMatchObject({ phoneNumber: ours, status: 'in-use', capabilities: { voice: true } });
    expect(more).toEqual([]);
  });

  test('are bought from the offer, configured, called and given back', async () => {
    const { client, app, clock, emulator } = box;
    app.on('/voice', '<Response><Say>Hello.</Say></Response>');
    const [offer] = await client.availablePhoneNumbers('US').local.list({ areaCode: 206, limit: 1 });
    const phoneNumber = offer?.phoneNumber ?? '';
    const bought = await client.incomingPhoneNumbers.create({ phoneNumber, voiceUrl: `${app.url}/voice` });
    expect(bought).toMatchObject({ friendlyName: offer?.friendlyName, voiceMethod: 'POST' });
    const [next] = await client.availablePhoneNumbers('US').local.list({ areaCode: 206, limit: 1 });
    expect(next?.phoneNumber).not.toBe(phoneNumber);
    await expect(client.incomingPhoneNumbers.create({ phoneNumber })).rejects.toMatchObject({ code: 21422 });
    emulator.callers.call({ from: '+12025550123', to: phoneNumber });
    await clock.passes(1000);
    expect(app.at('/voice')).toMatchObject([{ To: phoneNumber }]);
    await client.calls.create({ to: '+12025550123', from: phoneNumber, twiml: '<Response/>' });
    await client.incomingPhoneNumbers(bought.sid).remove();
    const again = client.calls.create({ to: '+12025550123', from: phoneNumber, twiml: '<Response/>' });
    await expect(again).rejects.toMatchObject({ code: 21210 });
  });

  test('are bought by area code and by kind', async () => {
    const { incomingPhoneNumbers: numbers, availablePhoneNumbers } = box.client;
    expect((await numbers.create({ areaCode: '808' })).phoneNumber).toMatch(/^\+1808/);
    const [mobile] = await availablePhoneNumbers('GB').mobile.list({ limit: 1 });
    const [free] = await availablePhoneNumbers('US').tollFree.list({ limit: 1 });
    const asked = { phoneNumber: mobile?.phoneNumber ?? '' };
    await expect(numbers.tollFree.create(asked)).rejects.toMatchObject({ code: 21422 });
    await numbers.mobile.create(asked);
    await numbers.tollFree.create({ phoneNumber: free?.phoneNumber ?? '' });
    expect(await numbers.mobile.list()).toMatchObject([asked]);
    expect(await numbers.tollFree.list()).toHaveLength(1);
    expect(await numbers.local.list()).toHaveLength(2);
    const [local] = await availablePhoneNumbers('US').local.list({ areaCode: 212, limit: 1 });
    expect(await numbers.local.create({ phoneNumber: local?.phoneNumber ?? '' })).toMatchObject({ voiceUrl: '' });
  });

  test('are found by part of the number and by name', async () => {
    const { incomingPhoneNumbers: numbers } = box.client;
    const { sid } = await numbers.create({ areaCode: '503', friendlyName: 'Front desk' });
    expect(await numbers.list({ phoneNumber: '+1503' })).toMatchObject([{ sid }]);
    expect(await numbers.list({ phoneNumber: '150055500*6' })).toMatchObject([{ phoneNumber: ours }]);
    expect(await numbers.list({ friendlyName: 'Front desk' })).toMatchObject([{ sid }]);
    expect(await numbers(sid).update({ friendlyName: 'Desk', voiceReceiveMode: 'fax' })).toMatchObject({
      friendlyName: 'Desk',
    });
    expect(await numbers(sid).fetch()).toMatchObject({ voiceReceiveMode: 'fax', emergencyStatus: 'Inactive' });
  });

  test('an application decides in place of the hooks of a number', async () => {
    const { client, app, clock, emulator } = box;
    app.on('/application', '<Response><Say>Hello.</Say></Response>');
    const { sid } = await client.applications.create({ voiceUrl: `${app.url}/application` });
    const [number] = await client.incomingPhoneNumbers.list();
    await client
      .incomingPhoneNumbers(number?.sid ?? '')
      .update({ voiceUrl: `${app.url}/number`, voiceApplicationSid: sid });
    emulator.callers.call({ from: '+12025550123', to: ours });
    await clock.passes(1000);
    expect([app.at('/application').length, app.at('/number').length]).toEqual([1, 0]);
  });

  test('move to a subaccount', async () => {
    const { sid } = await box.client.api.v2010.accounts.create();
    const [number] = await box.client.incomingPhoneNumbers.list();
    expect(await box.client.incomingPhoneNumbers(number?.sid ?? '').update({ accountSid: sid })).toMatchObject({
      accountSid: sid,
    });
    expect(await box.client.incomingPhoneNumbers.list()).toEqual([]);
    expect(await box.client.api.v2010.accounts(sid).incomingPhoneNumbers.list()).toMatchObject([{ phoneNumber: ours }]);
  });

  test.each([
    ['with a number that is none', { phoneNumber: 'twelve' }, 21421],
    ['with a number that nobody offers', { phoneNumber: '+12025550199' }, 21422],
    ['in an area code that is none', { areaCode: '12' }, 21451],
    ['in an area code without numbers', { areaCode: '999' }, 21452],
    ['without number and area code', {}, 21421],
    ['with a URL that is none', { areaCode: '415', voiceUrl: 'nowhere' }, 21402],
    ['with a method that is none', { areaCode: '415', voiceMethod: 'PUT' }, 21403],
    ['with a fallback but no voice URL', { areaCode: '415', voiceFallbackUrl: 'https://example.com' }, 21405],
    ['with an unknown application', { areaCode: '415', voiceApplicationSid: `AP${'0'.repeat(32)}` }, 21420],
    ['with a trunk, which is not there', { areaCode: '415', trunkSid: `TK${'0'.repeat(32)}` }, 20001],
  ])('are not bought %s', async (_name, params, code) => {
    await expect(box.client.incomingPhoneNumbers.create(params)).rejects.toMatchObject({ status: 400, code });
    expect(await box.client.incomingPhoneNumbers.list()).toHaveLength(1);
  });
});

describe('a caller id', () => {
  const phoneNumber = '+12025550110';

  test('is added once the code was typed into the call that asks for it', async () => {
    const { client, app, clock, emulator } = box;
    const asked = await client.validationRequests.create({
      phoneNumber,
      friendlyName: 'Desk',
      statusCallback: `${app.url}/told`,
    });
    expect(asked.validationCode).toMatch(/^\d{6}$/);
    await clock.passes(1000);
    await emulator.farEnds.act(asked.callSid, { do: 'answer' });
    await clock.passes(3000);
    expect(await client.outgoingCallerIds.list()).toEqual([]);
    await emulator.farEnds.act(asked.callSid, { do: 'press', digits: asked.validationCode });
    await clock.passes(5000);
    const [callerId] = await client.outgoingCallerIds.list({ phoneNumber });
    expect(callerId).toMatchObject({ friendlyName: 'Desk' });
    expect(app.at('/told')).toMatchObject([{ VerificationStatus: 'success', OutgoingCallerIdSid: callerId?.sid }]);
    // [OAI] SIDs of numbers and of caller ids look alike, so that only the resource tells them apart.
    expect(callerId?.sid).toMatch(/^PN/);
    await expect(client.incomingPhoneNumbers(callerId?.sid ?? '').fetch()).rejects.toMatchObject({ code: 20404 });
    const call = { to: '+12025550123', from: phoneNumber, twiml: '<Response/>' };
    expect(await client.calls.create(call)).toMatchObject({ from: phoneNumber });
    await expect(client.validationRequests.create({ phoneNumber })).rejects.toMatchObject({ code: 21450 });
    const found = client.outgoingCallerIds(callerId?.sid ?? '');
    expect(await found.update({ friendlyName: 'Front' })).toMatchObject({ friendlyName: 'Front' });
    expect(await found.fetch()).toMatchObject({ phoneNumber });
    await found.remove();
    await expect(client.calls.create(call)).rejects.toMatchObject({ code: 21210 });
  });

  test.each([
    ['after three wrong codes', '000000'],
    ['when nobody types anything', ''],
  ])('is not added %s', async (_name, digits) => {
    const { client, app, clock, emulator } = box;
    const { callSid } = await client.validationRequests.create({ phoneNumber, statusCallback: `${app.url}/told` });
    await clock.passes(1000);
    await emulator.farEnds.act(callSid, { do: 'answer' });
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await clock.passes(3000);
      if (digits) await emulator.farEnds.act(callSid, { do: 'press', digits });
    }
    await clock.passes(120_000);
    expect(app.at('/told')).toMatchObject([{ VerificationStatus: 'failed', CallSid: callSid }]);
    expect(await client.outgoingCallerIds.list()).toEqual([]);
    expect(await client.calls(callSid).fetch()).toMatchObject({ status: 'completed' });
  });

  test('is not added when whoever answers hangs up, or nobody does', async () => {
    const { client, app, clock } = box;
    const statusCallback = `${app.url}/told`;
    await client.validationRequests.create({ phoneNumber: '+12025550106', statusCallback });
    await client.validationRequests.create({ phoneNumber: '+12025550103', statusCallback });
    await clock.passes(120_000);
    expect(app.at('/told').map(({ VerificationStatus }) => VerificationStatus)).toEqual(['failed', 'failed']);
  });
});

describe('test credentials', () => {
  const test1 = { accountSid: `AC${'7'.repeat(32)}`, authToken: '7'.repeat(32) };
  let client: ReturnType<typeof twilio>;
  beforeEach(async () => {
    await box.close();
    box = await openBox({ testCredentials: test1 });
    client = twilio(test1.accountSid, test1.authToken, { httpClient: new CheckedClient() });
    client.api.baseUrl = box.url;
  });

  // [DOC] https://www.twilio.com/docs/iam/test-credentials; the mapping of some numbers is unconfirmed.
  test.each([
    ['+15005550001', ours, 21217],
    ['+15005550002', ours, 21214],
    ['+15005550003', ours, 21215],
    ['+15005550004', ours, 21216],
    ['+12025550123', '+15005550001', 21212],
    ['+12025550123', '+12025550188', 21210],
  ])('calling %s from %s is refused with %i', async (to, from, code) => {
    const call = client.calls.create({ to, from, url: 'https://example.com' });
    await expect(call).rejects.toMatchObject({ status: 400, code });
  });

  test('a good call is accepted and never runs', async () => {
    const { app, clock, emulator } = box;
    const call = await client.calls.create({ to: '+12025550123', from: ours, url: `${app.url}/voice` });
    expect(call).toMatchObject({ status: 'queued', accountSid: test1.accountSid });
    await clock.passes(60_000);
    expect(app.received).toEqual([]);
    expect(emulator.events(call.sid)).toEqual([]);
  });

  test.each([
    [{ phoneNumber: '+15005550000' }, 21422],
    [{ phoneNumber: '+15005550001' }, 21421],
    [{ phoneNumber: '+12025550123' }, 21421],
    [{ areaCode: '533' }, 21452],
  ])('buying %o is refused with %i', async (params, code) => {
    await expect(client.incomingPhoneNumbers.create(params)).rejects.toMatchObject({ status: 400, code });
  });

  test('a good number is sold and not kept, and nothing else is allowed', async () => {
    expect(await client.incomingPhoneNumbers.create({ phoneNumber: ours })).toMatchObject({ phoneNumber: ours });
    expect(await client.incomingPhoneNumbers.create({ areaCode: '500' })).toMatchObject({ phoneNumber: ours });
    await expect(client.incomingPhoneNumbers.list()).rejects.toMatchObject({ status: 403, code: 20008 });
    expect(await box.client.incomingPhoneNumbers.list()).toHaveLength(1);
    const accounts = await box.client.api.v2010.accounts.list();
    expect(accounts.map(({ sid }) => sid)).toEqual([accountSid]);
  });
});
