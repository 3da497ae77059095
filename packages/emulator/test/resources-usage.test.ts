import twilio from 'twilio';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { accountSid, authToken, type Box, openBox, ours, rest } from './box.ts';

let box: Box;
beforeEach(async () => {
  box = await openBox();
  const { client, url } = box;
  for (const product of [client.pricing, client.lookups, client.monitor]) product.baseUrl = url;
});
afterEach(() => box.close());

const twiml = '<Response><Pause length="70"/></Response>';

/** A call of 70 seconds, hence of two minutes, that was priced. */
async function finishedCall(params: { record?: boolean; trim?: string } = {}) {
  const { sid } = await box.client.calls.create({ to: '+12025550123', from: ours, twiml, ...params });
  await box.clock.passes(120_000);
  return sid;
}

describe('usage', () => {
  test('sums up the calls, recordings and numbers of an account', async () => {
    await finishedCall({ record: true, trim: 'do-not-trim' });
    await finishedCall();
    const records = await box.client.usage.records.list();
    const of = (category: string) => records.find((record) => record.category === category);
    expect(of('calls-outbound')).toMatchObject({ count: '2', usage: '4', usageUnit: 'minutes', price: 0.056 });
    expect(of('calls-recordings')).toMatchObject({ count: '1', usage: '2', price: 0.005 });
    expect(of('phonenumbers-local')).toMatchObject({ count: '1', price: 1.15 });
    expect(of('totalprice')).toMatchObject({ usage: '1.211', price: 1.211, asOf: '2026-01-05T09:04:00+00:00' });
    const balance = await box.client.balance.fetch();
    expect(balance).toMatchObject({ accountSid, balance: '98.789', currency: 'USD' });
  });

  test('is told for days, months and years', async () => {
    const { records } = box.client.usage;
    await finishedCall();
    await box.clock.passes(86_400_000);
    await finishedCall();
    const category = 'calls-outbound';
    const days = await records.daily.list({
      category,
      startDate: new Date('2026-01-04'),
      endDate: new Date('2026-01-06'),
    });
    expect(days.map(({ count }) => count)).toEqual(['1', '1', '0']);
    expect(await records.today.list({ category })).toMatchObject([{ count: '1' }]);
    expect(await records.yesterday.list({ category })).toMatchObject([{ count: '1' }]);
    expect(await records.thisMonth.list({ category })).toMatchObject([{ count: '2' }]);
    expect(await records.monthly.list({ category })).toMatchObject([{ count: '2' }]);
    expect(await records.yearly.list({ category })).toMatchObject([{ count: '2' }]);
    expect(await records.allTime.list({ category })).toMatchObject([{ count: '2' }]);
    expect(await records.lastMonth.list({ category })).toMatchObject([{ count: '0' }]);
    const since = await rest(box, '/Usage/Records.json?Category=calls-outbound&StartDate=-0days');
    expect(await since.json()).toMatchObject({ usage_records: [{ count: '1' }] });
    const wrong = await rest(box, '/Usage/Records.json?StartDate=someday');
    expect([wrong.status, await wrong.json()]).toMatchObject([400, { code: 20001 }]);
  });

  test('of an owner includes its subaccounts, unless it is asked not to', async () => {
    const { client, clock } = box;
    const { sid } = await client.api.v2010.accounts.create();
    const [number] = await client.incomingPhoneNumbers.list();
    await client.incomingPhoneNumbers(number?.sid ?? '').update({ accountSid: sid });
    await client.api.v2010.accounts(sid).calls.create({ to: '+12025550123', from: ours, twiml });
    await clock.passes(120_000);
    const category = 'calls';
    expect(await client.usage.records.list({ category })).toMatchObject([{ count: '1' }]);
    expect(await client.usage.records.list({ category, includeSubaccounts: false })).toMatchObject([{ count: '0' }]);
  });
});

describe('a usage trigger', () => {
  test('calls back, signed, once the usage reaches its value', async () => {
    const { client, app } = box;
    const trigger = await client.usage.triggers.create({
      ...{ callbackUrl: `${app.url}/used`, usageCategory: 'calls-outbound', triggerValue: '4', friendlyName: 'Four' },
    });
    expect(trigger).toMatchObject({ triggerBy: 'usage', currentValue: '0', dateFired: null });
    await finishedCall();
    expect(app.at('/used')).toEqual([]);
    await finishedCall();
    await finishedCall();
    const [told, ...more] = app.received.filter(({ path }) => path === '/used');
    expect(more).toEqual([]);
    expect(told?.params).toMatchObject({
      UsageTriggerSid: trigger.sid,
      CurrentValue: '4',
      UsageCategory: 'calls-outbound',
    });
    const signature = String(told?.headers['x-twilio-signature']);
    expect(twilio.validateRequest(authToken, signature, told?.url ?? '', told?.params ?? {})).toBe(true);
    const fired = await client.usage.triggers(trigger.sid).fetch();
    expect(fired.dateFired).toBeInstanceOf(Date);
    expect(fired.currentValue).toBe('6');
  });

  test('that recurs fires once in each of its days', async () => {
    const { client, app, clock } = box;
    const callbackUrl = `${app.url}/used`;
    await client.usage.triggers.create({
      callbackUrl,
      usageCategory: 'calls',
      triggerValue: '1',
      recurring: 'daily',
      triggerBy: 'count',
    });
    await finishedCall();
    await finishedCall();
    expect(app.at('/used')).toHaveLength(1);
    await clock.passes(86_400_000);
    await finishedCall();
    expect(app.at('/used')).toHaveLength(2);
  });

  test('with a plus counts from now', async () => {
    const { client, app } = box;
    await finishedCall();
    const asked = { callbackUrl: `${app.url}/used`, usageCategory: 'calls', triggerBy: 'price' as const };
    const trigger = await client.usage.triggers.create({ ...asked, triggerValue: '+0.028' });
    expect(trigger.triggerValue).toBe('0.056');
    expect(app.at('/used')).toEqual([]);
    await finishedCall();
    expect(app.at('/used')).toHaveLength(1);
  });

  test('is found, changed and removed', async () => {
    const { triggers } = box.client.usage;
    const asked = { callbackUrl: 'https://example.com', usageCategory: 'calls', triggerValue: '9' };
    const { sid } = await triggers.create({ ...asked, recurring: 'monthly' });
    expect(await triggers.list({ recurring: 'monthly' })).toHaveLength(1);
    expect(await triggers.list({ triggerBy: 'count' })).toEqual([]);
    expect(await triggers(sid).update({ callbackMethod: 'GET' })).toMatchObject({ callbackMethod: 'GET' });
    await triggers(sid).remove();
    await expect(triggers(sid).fetch()).rejects.toMatchObject({ code: 20404 });
    await expect(triggers.create({ ...asked, triggerValue: 'much' })).rejects.toMatchObject({ code: 20001 });
    await expect(triggers.create({ ...asked, usageCategory: 'tea' })).rejects.toMatchObject({ code: 20001 });
  });
});

describe('what goes wrong', () => {
  async function brokenCall() {
    const { client, app, clock } = box;
    app.on('/broken', () => ({ status: 500, type: 'text/html', body: 'Oh no' }));
    const { sid } = await client.calls.create({ to: '+12025550123', from: ours, url: `${app.url}/broken` });
    await clock.passes(60_000);
    return sid;
  }

  test('in a call is one of its notifications and an alert', async () => {
    const { client, app } = box;
    const sid = await brokenCall();
    const [notification] = await client.calls(sid).notifications.list();
    expect(notification).toMatchObject({ errorCode: '11200', log: '0', callSid: sid, requestUrl: `${app.url}/broken` });
    const whole = await client.notifications(notification?.sid ?? '').fetch();
    expect(whole).toMatchObject({ responseBody: 'Oh no', requestMethod: 'POST' });
    expect(whole.requestVariables).toContain(`CallSid=${sid}`);
    const inCall = await client.calls(sid).notifications(whole.sid).fetch();
    expect(inCall.uri).toBe(`/2010-04-01/Accounts/${accountSid}/Calls/${sid}/Notifications/${whole.sid}.json`);
    const [alert] = await client.monitor.v1.alerts.list({ logLevel: 'error' });
    expect(alert).toMatchObject({ errorCode: '11200', resourceSid: sid, logLevel: 'error' });
    expect(await client.monitor.v1.alerts(alert?.sid ?? '').fetch()).toMatchObject({ responseBody: 'Oh no' });
    expect(await client.monitor.v1.alerts.list({ logLevel: 'warning' })).toEqual([]);
  });

  test('is found by level and by day', async () => {
    await brokenCall();
    const { notifications } = box.client;
    expect(await notifications.list({ log: 0 })).toHaveLength(1);
    expect(await notifications.list({ log: 1 })).toEqual([]);
    expect(await notifications.list({ messageDate: new Date('2026-01-05') })).toHaveLength(1);
    expect(await notifications.list({ messageDateBefore: new Date('2026-01-05') })).toEqual([]);
    await expect(notifications(`NO${'0'.repeat(32)}`).fetch()).rejects.toMatchObject({ code: 20404 });
  });

  test('with a request is a notification of the account', async () => {
    await expect(box.client.calls.create({ to: 'nobody', from: ours, twiml })).rejects.toMatchObject({ code: 21211 });
    const [notification] = await box.client.notifications.list();
    expect(notification).toMatchObject({ errorCode: '21211', callSid: null, requestMethod: 'POST' });
    const { requestVariables } = await box.client.notifications(notification?.sid ?? '').fetch();
    expect(requestVariables).toContain('To=nobody');
  });

  test('the requests of a call are its events', async () => {
    const sid = await brokenCall();
    const [event] = await box.client.calls(sid).events.list();
    expect(event?.request).toMatchObject({ method: 'POST', parameters: { call_sid: sid, call_status: 'in-progress' } });
    expect(event?.response).toMatchObject({ response_code: 500, content_type: 'text/html', response_body: 'Oh no' });
  });

  test('alerts are paged as on the newer hosts', async () => {
    for (let count = 0; count < 5; count += 1) {
      await expect(box.client.calls.create({ to: `${count}`, from: ours, twiml })).rejects.toMatchObject({
        code: 21211,
      });
    }
    const alerts = await box.client.monitor.v1.alerts.list({ pageSize: 2 });
    expect(new Set(alerts.map(({ sid }) => sid)).size).toBe(5);
    const page = await box.client.monitor.v1.alerts.page({ pageSize: 2 });
    expect((await page.nextPage())?.instances.map(({ sid }) => sid)).toEqual(alerts.slice(2, 4).map(({ sid }) => sid));
  });
});

describe('prices', () => {
  test('of calls are those that calls are billed by', async () => {
    const { voice } = box.client.pricing.v1;
    expect((await voice.countries.list()).map(({ isoCountry }) => isoCountry)).toContain('DE');
    const {
      outboundPrefixPrices: [price],
    } = await voice.countries('US').fetch();
    expect(price).toMatchObject({ prefixes: ['1'], basePrice: '0.014' });
    const sid = await finishedCall();
    const { price: charged } = await box.client.calls(sid).fetch();
    expect(Number(charged)).toBe(-2 * Number(price?.currentPrice));
    expect(await voice.numbers('+491511234567').fetch()).toMatchObject({ isoCountry: 'DE', priceUnit: 'USD' });
    await expect(voice.countries('XX').fetch()).rejects.toMatchObject({ status: 404 });
  });

  test('can be set', async () => {
    await box.close();
    box = await openBox({ prices: { US: { outbound: 20_000 } }, deposit: 5 });
    const sid = await finishedCall();
    // [OAI] A charge is a text below zero.
    expect(await box.client.calls(sid).fetch()).toMatchObject({ price: '-0.04000', priceUnit: 'USD' });
    expect(await box.client.balance.fetch()).toMatchObject({ balance: '3.81' });
  });

  test('tell from where, in their second version', async () => {
    const { voice } = box.client.pricing.v2;
    expect(await voice.countries.list()).not.toEqual([]);
    const { outboundPrefixPrices } = await voice.countries('GB').fetch();
    expect(outboundPrefixPrices[0]).toMatchObject({ destinationPrefixes: ['44'], originationPrefixes: ['ALL'] });
    const number = await voice.numbers(ours).fetch({ originationNumber: '+12025550123' });
    expect(number).toMatchObject({ inboundCallPrice: { currentPrice: '0.0085' }, originationNumber: '+12025550123' });
  });

  test('of numbers', async () => {
    const { phoneNumbers } = box.client.pricing.v1;
    expect(await phoneNumbers.countries.list()).not.toEqual([]);
    const { phoneNumberPrices } = await phoneNumbers.countries('US').fetch();
    expect(phoneNumberPrices[0]).toMatchObject({ numberType: 'local', currentPrice: '1.15' });
  });
});

describe('a number that is looked up', () => {
  test('is formatted and judged', async () => {
    const { phoneNumbers } = box.client.lookups.v2;
    expect(await phoneNumbers('+14159929960').fetch()).toMatchObject({
      ...{ valid: true, countryCode: 'US', callingCountryCode: '1', nationalFormat: '(415) 992-9960' },
      ...{ lineTypeIntelligence: null, validationErrors: null },
    });
    expect(await phoneNumbers('020 7946 0018').fetch({ countryCode: 'GB' })).toMatchObject({
      phoneNumber: '+442079460018',
    });
  });

  test.each([
    ['+141599299600', 'TOO_LONG'],
    ['+1415', 'TOO_SHORT'],
    ['+9991234567', 'INVALID_COUNTRY_CODE'],
    ['nobody', 'NOT_A_NUMBER'],
    ['+11112223333', 'INVALID_BUT_POSSIBLE'],
  ])('%s is invalid: %s', async (number, problem) => {
    const found = await box.client.lookups.v2.phoneNumbers(number).fetch();
    expect(found).toMatchObject({ valid: false, validationErrors: [problem], nationalFormat: null });
  });

  test.each([
    [ours, 'nonFixedVoip'],
    ['+447400123456', 'mobile'],
    ['+4930123456', 'landline'],
    ['+18005550199', 'tollFree'],
  ])('%s is a line of type %s', async (number, type) => {
    const found = await box.client.lookups.v2.phoneNumbers(number).fetch({ fields: 'line_type_intelligence' });
    expect(found.lineTypeIntelligence).toMatchObject({ type });
  });

  test('has no data that only a carrier could have', async () => {
    const swap = box.client.lookups.v2.phoneNumbers('+14159929960').fetch({ fields: 'sim_swap' });
    await expect(swap).rejects.toMatchObject({ status: 400 });
  });
});

test.each(['/Calls.csv', '/Calls.xml', '/Calls'])('%s is refused: the emulator writes JSON only', async (path) => {
  const response = await rest(box, path);
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ code: 20404, message: expect.stringContaining('.json') });
});
