import { afterEach, describe, expect, test } from 'vitest';
import type { EmulatorOptions } from '../src/index.ts';
import { cardTypeOf, isCardNumber, isRoutingNumber } from '../src/payments/card.ts';
import { type Box, openBox, ours, rest } from './box.ts';

let box: Box;
afterEach(() => box?.close());

const handset = '+12025550110';
const visa = '4242424242424242';
const amex = '378282246310005';

/** A call to a handset that runs this and is answered. */
async function paying(pay: string, options: Partial<EmulatorOptions> = {}): Promise<string> {
  box = await openBox(options);
  box.app.on('/voice', `<Response>${pay}</Response>`);
  box.app.on('/paid', '<Response><Pause length="60"/></Response>');
  const { sid } = await box.client.calls.create({ to: handset, from: ours, url: `${box.app.url}/voice` });
  await box.clock.passes(1000);
  await box.emulator.farEnds.act(sid, { do: 'answer' });
  await box.clock.passes(100);
  return sid;
}

async function press(sid: string, ...keys: string[]) {
  for (const digits of keys) {
    await box.emulator.farEnds.act(sid, { do: 'press', digits });
    await box.clock.passes(3000);
  }
  // What is said at the end, and the connector, take their time.
  await box.clock.passes(4000);
}

const heard = () => box.emulator.farEnds.list().flatMap((farEnd) => farEnd.heard.map(({ text }) => text));
const warnings = (sid: string) =>
  box.emulator.events(sid).flatMap(({ event }) => (event.type === 'warned' ? [event.code] : []));

// https://www.twilio.com/docs/voice/twiml/pay (stored copy, read 2026-11-21) [DOC]
describe('Pay', () => {
  test('charges a card and tells its action the confirmation, with only the last four digits', async () => {
    const sid = await paying('<Pay chargeAmount="20.45" action="/paid"/>');
    await press(sid, visa, '1230', '123', '94109#');
    const [paid] = box.app.at('/paid');
    expect(paid).toMatchObject({
      Result: 'success',
      PaymentMethod: 'credit-card',
      PaymentCardNumber: 'xxxx-xxxx-xxxx-4242',
      PaymentCardType: 'visa',
      ExpirationDate: '1230',
      SecurityCode: '***',
      PaymentCardPostalCode: '94109',
      CallStatus: 'in-progress',
    });
    expect(paid?.PaymentConfirmationCode).toMatch(/^ch_/);
    expect(paid).not.toHaveProperty('PaymentToken');
  });

  test('without an amount gives a token', async () => {
    const sid = await paying('<Pay securityCode="false" postalCode="false" action="/paid"/>');
    await press(sid, amex, '1230');
    const [paid] = box.app.at('/paid');
    expect(paid).toMatchObject({ Result: 'success', PaymentCardNumber: 'xxxx-xxxxxx-x0005', PaymentCardType: 'amex' });
    expect(paid?.PaymentToken).toMatch(/^tok_/);
    expect(paid).not.toHaveProperty('PaymentConfirmationCode');
  });

  test('shows what is pressed to nobody: no log, no event and no far end has it', async () => {
    const sid = await paying('<Pay chargeAmount="1" action="/paid" statusCallback="/status"/>');
    await press(sid, visa, '1230', '987', '94109#');
    expect(box.app.at('/paid')).toHaveLength(1);
    const everything = JSON.stringify([
      box.emulator.events(sid),
      box.emulator.farEnds.list().map(({ said, heard: words }) => [said, words]),
      box.app.received,
      box.log,
    ]);
    expect(everything).toContain('4242');
    expect(everything).not.toContain(visa);
    expect(everything).not.toContain('987"');
  });

  test('asks in its own words, and in those of the document where it has some', async () => {
    const sid = await paying(
      '<Pay action="/paid"><Prompt for="payment-card-number"><Say>Card please.</Say></Prompt>' +
        '<Prompt for="payment-card-number" errorType="timeout" attempt="2"><Say>Still there?</Say></Prompt></Pay>',
    );
    await box.clock.passes(9000);
    expect(heard()).toEqual(['Card please.', 'Still there?']);
    await press(sid, visa);
    expect(heard().at(-1)).toMatch(/expires/);
    const steps = box.emulator.events(sid).flatMap(({ event }) => (event.type === 'did' ? [event.path] : []));
    expect(steps).toEqual([[0], [0, 0, 0], [0, 1, 0]]);
  });

  test('tells its status callback of every step and attempt', async () => {
    const sid = await paying('<Pay postalCode="94105" maxAttempts="3" action="/paid" statusCallback="/status"/>');
    await press(sid, '4242424242424241', visa, '0120', '1230', '123');
    expect(box.app.at('/status').map((told) => [told.For, told.Attempt, told.ErrorType])).toEqual([
      ['payment-card-number', '1', undefined],
      ['payment-card-number', '2', 'invalid-card-number'],
      ['expiration-date', '1', undefined],
      ['expiration-date', '2', 'invalid-date'],
      ['security-code', '1', undefined],
      ['payment-processing', '1', undefined],
      ['payment-processing', '1', undefined],
    ]);
    expect(box.app.at('/status')[2]).toMatchObject({ PaymentCardNumber: 'xxxxxxxxxxxx4242', CallSid: sid });
    expect(box.app.at('/status')[2]).not.toHaveProperty('CallStatus');
    expect(box.app.at('/paid')).toMatchObject([{ Result: 'success', PaymentCardPostalCode: '94105' }]);
  });

  test.each([
    ['invalid-card-number', '4242424242424241', ''],
    ['invalid-card-type', '6011111111111117', ''],
    ['invalid-card-type', amex, 'validCardTypes="visa mastercard"'],
    ['input-timeout', '#', ''],
  ])('gives up after maxAttempts, with what was wrong last: %s', async (error, digits, attributes) => {
    const sid = await paying(`<Pay maxAttempts="1" action="/paid" ${attributes}/>`);
    await press(sid, digits);
    expect(box.app.at('/paid')).toMatchObject([{ Result: 'too-many-failed-attempts', PaymentError: error }]);
  });

  test('waits for the timeout from one key to the next', async () => {
    const sid = await paying('<Pay timeout="2" maxAttempts="1" action="/paid"/>');
    await press(sid, '4242');
    expect(box.app.at('/paid')).toMatchObject([{ PaymentError: 'invalid-card-number' }]);
  });

  test('ends at the star key, wherever it is', async () => {
    const sid = await paying('<Pay action="/paid"/>');
    await press(sid, visa, '12*');
    expect(box.app.at('/paid')).toMatchObject([
      { Result: 'caller-interrupted-with-star', PaymentCardNumber: 'xxxx-xxxx-xxxx-4242' },
    ]);
  });

  test('asks its action also when the caller hangs up', async () => {
    const sid = await paying('<Pay action="/paid"/>');
    await press(sid, visa);
    await box.emulator.farEnds.act(sid, { do: 'hang-up' });
    await box.clock.passes(1000);
    expect(box.app.at('/paid')).toMatchObject([{ Result: 'caller-hung-up', CallStatus: 'completed' }]);
  });

  test('tells what the connector says of a card that it declines', async () => {
    const sid = await paying('<Pay chargeAmount="5" postalCode="false" action="/paid"/>');
    await press(sid, '4000000000009995', '1230', '123');
    expect(box.app.at('/paid')).toMatchObject([
      { Result: 'payment-connector-error', PayErrorCode: '64012', ConnectorError: 'insufficient_funds' },
    ]);
    expect(warnings(sid)).toContain(64012);
  });

  test('has the connectors that it is given, and no others', async () => {
    const connectors = { Shop: { declines: { [visa]: 'stolen_card' } } };
    const sid = await paying('<Pay paymentConnector="Shop" postalCode="false" securityCode="false" action="/paid"/>', {
      paymentConnectors: connectors,
    });
    await press(sid, visa, '1230');
    expect(box.app.at('/paid')).toMatchObject([{ ConnectorError: 'stolen_card', PaymentError: 'stolen_card' }]);
  });

  test.each([
    ['64020', 'chargeAmount="-0.5"'],
    ['64020', 'chargeAmount="1000001"'],
    ['64020', 'maxAttempts="4"'],
    ['64020', 'timeout="0"'],
    ['64004', 'paymentConnector="Nobody"'],
  ])('refuses what it cannot do before it asks for anything: %s for %s', async (code, attribute) => {
    const sid = await paying(`<Pay ${attribute} action="/paid"/>`);
    expect(box.app.at('/paid')).toMatchObject([{ Result: 'validation-error', PayErrorCode: code }]);
    expect(warnings(sid)).toContain(Number(code));
    expect(heard()).toEqual([]);
  });

  test('debits a bank account, of which only the last two digits are shown', async () => {
    const sid = await paying(
      '<Pay paymentMethod="ach-debit" bankAccountType="consumer-savings" chargeAmount="9" action="/paid"/>',
    );
    await press(sid, '110000000', '508862392#');
    expect(box.app.at('/paid')).toMatchObject([
      {
        Result: 'success',
        PaymentMethod: 'ach-debit',
        BankRoutingNumber: '110000000',
        BankAccountNumber: '*******92',
        BankAccountType: 'consumer-savings',
      },
    ]);
  });

  test('asks twice for what must match', async () => {
    const sid = await paying(
      '<Pay securityCode="false" postalCode="false" maxAttempts="2" action="/paid">' +
        '<Prompt for="expiration-date" requireMatchingInputs="true"><Say>Date?</Say></Prompt></Pay>',
    );
    await press(sid, visa, '1230', '1231', '1230', '1230');
    expect(box.app.at('/paid')).toMatchObject([{ Result: 'success', ExpirationDate: '1230' }]);
    expect(heard().filter((text) => text === 'Date?')).toHaveLength(2);
  });

  test('takes keys that were pressed ahead', async () => {
    const sid = await paying('<Pay securityCode="false" action="/paid"/>');
    await press(sid, `${visa}#1230#94109#`);
    expect(box.app.at('/paid')).toMatchObject([{ Result: 'success', PaymentCardPostalCode: '94109' }]);
  });
});

test('Prompt outside of Pay is skipped with a warning', async () => {
  const sid = await paying('<Prompt for="postal-code"><Say>Hm</Say></Prompt><Say>Next.</Say>');
  await box.clock.passes(2000);
  expect(heard()).toEqual(['Next.']);
  expect(warnings(sid)).toContain(12200);
});

// https://www.twilio.com/docs/voice/api/payment-resource (stored copy, read 2026-11-21) [DOC]
describe('a payment of the REST API', () => {
  const agent = '<Pause length="600"/>';
  const asked = () => ({ statusCallback: `${box.app.url}/status` });
  const payments = (sid: string) => box.client.calls(sid).payments;
  const update = (sid: string, pk: string, what: Record<string, string>, key = `${Object.values(what)}`) =>
    // The SDK's words for what is captured are these strings.
    payments(sid)(pk).update({ idempotencyKey: key, ...asked(), ...(what as object) });

  test('collects piece by piece and is completed', async () => {
    const sid = await paying(agent);
    const { sid: pk } = await payments(sid).create({ idempotencyKey: 'one', ...asked(), chargeAmount: 12.5 });
    expect(pk).toMatch(/^PK[0-9a-f]{32}$/);
    for (const [capture, digits] of [
      ['payment-card-number', visa],
      ['expiration-date', '1230'],
      ['security-code', '123'],
      ['postal-code', '94109#'],
    ] as const) {
      await update(sid, pk, { capture });
      await press(sid, digits);
    }
    const told = box.app.at('/status');
    expect(
      told.find(({ Capture, PartialResult }) => Capture === 'security-code' && PartialResult === 'true'),
    ).toMatchObject({
      Required: 'SecurityCode,PaymentCardPostalCode',
      Sid: pk,
      ChargeAmount: '12.5',
      PaymentConnector: 'Default',
    });
    expect(told.findLast(({ Capture }) => Capture === 'postal-code')).toMatchObject({
      PartialResult: 'false',
      Required: '',
      SecurityCode: '***',
    });
    await update(sid, pk, { status: 'complete' });
    await box.clock.passes(2000);
    expect(box.app.at('/status').at(-1)).toMatchObject({ Result: 'success', Sid: pk });
    expect(box.app.at('/status').at(-1)?.PaymentConfirmationCode).toMatch(/^ch_/);
    expect(JSON.stringify([box.emulator.events(sid), box.app.received])).not.toContain(visa);
  });

  test('tells of what is wrong, and of a security code that comes before its card', async () => {
    const sid = await paying(agent);
    const { sid: pk } = await payments(sid).create({ idempotencyKey: 'one', ...asked() });
    await update(sid, pk, { capture: 'security-code' });
    await press(sid, '123');
    expect(box.app.at('/status').at(-1)?.ErrorType).toBe('invalid-card-number-security-code-capture-sequence');
    await update(sid, pk, { capture: 'payment-card-number' });
    await press(sid, '4242424242424241');
    expect(box.app.at('/status').at(-1)).toMatchObject({ ErrorType: 'invalid-card-number', PartialResult: 'false' });
  });

  test('is begun once for one key, and not while another is under way', async () => {
    const sid = await paying(agent);
    const { sid: pk } = await payments(sid).create({ idempotencyKey: 'one', ...asked() });
    expect((await payments(sid).create({ idempotencyKey: 'one', ...asked() })).sid).toBe(pk);
    await expect(payments(sid).create({ idempotencyKey: 'two', ...asked() })).rejects.toMatchObject({ code: 64021 });
    await update(sid, pk, { status: 'cancel' });
    expect((await payments(sid).create({ idempotencyKey: 'two', ...asked() })).sid).not.toBe(pk);
    await expect(update(sid, pk, { capture: 'postal-code' })).rejects.toMatchObject({ code: 64021 });
  });

  test('is over when the caller hangs up or presses the star key', async () => {
    const sid = await paying(agent);
    const first = await payments(sid).create({ idempotencyKey: 'one', ...asked() });
    await update(sid, first.sid, { capture: 'payment-card-number' });
    await press(sid, '4*');
    expect(box.app.at('/status').at(-1)).toMatchObject({ Result: 'caller-interrupted-with-star', Sid: first.sid });
    const second = await payments(sid).create({ idempotencyKey: 'two', ...asked() });
    await box.emulator.farEnds.act(sid, { do: 'hang-up' });
    await box.clock.passes(1000);
    expect(box.app.at('/status').at(-1)).toMatchObject({ Result: 'caller-hung-up', Sid: second.sid });
    await expect(payments(sid).create({ idempotencyKey: 'three', ...asked() })).rejects.toMatchObject({ code: 21220 });
  });

  test('needs its key and its callback', async () => {
    const sid = await paying(agent);
    const body = new URLSearchParams({ StatusCallback: `${box.app.url}/status` });
    const answer = await rest(box, `/Calls/${sid}/Payments.json`, { method: 'POST', body });
    expect(await answer.json()).toMatchObject({ status: 400, code: 20001 });
  });

  test('keys pressed meanwhile reach no Gather', async () => {
    const sid = await paying('<Gather action="/digits"><Pause length="100"/></Gather>');
    const { sid: pk } = await payments(sid).create({ idempotencyKey: 'one', ...asked() });
    await update(sid, pk, { capture: 'payment-card-number' });
    await press(sid, visa);
    expect(box.app.at('/digits')).toEqual([]);
  });
});

// "the agent will not be able to hear the DTMF tones" [DOC], page of the payment resource
test('an agent on the line hears no key of a payment', async () => {
  const sid = await paying('<Dial>+12025550110</Dial>');
  await box.clock.passes(1000);
  const agent = box.emulator.farEnds.list().find(({ callSid }) => callSid !== sid);
  await box.emulator.farEnds.act(agent?.callSid ?? '', { do: 'answer' });
  await box.clock.passes(1000);
  await press(sid, '7');
  const { payments } = box.client.calls(sid);
  const status = { statusCallback: `${box.app.url}/status` };
  const { sid: pk } = await payments.create({ idempotencyKey: 'one', ...status });
  await payments(pk).update({ idempotencyKey: 'two', ...status, capture: 'payment-card-number' });
  await press(sid, visa);
  expect(box.app.at('/status').at(-1)).toMatchObject({ PaymentCardNumber: 'xxxx-xxxx-xxxx-4242' });
  expect(agent?.heard.map(({ kind, text }) => [kind, text])).toEqual([['digits', '7']]);
});

describe('a card', () => {
  test.each([
    ['4242424242424242', 'visa'],
    ['5555555555554444', 'mastercard'],
    ['2223003122003222', 'mastercard'],
    ['378282246310005', 'amex'],
    ['6011111111111117', 'discover'],
    ['3566002020360505', 'jcb'],
    ['36227206271667', 'diners-club'],
    ['6759649826438453', 'maestro'],
    ['201400000000009', 'enroute'],
  ])('%s is of the type %s', (number, type) => {
    expect(cardTypeOf(number)).toBe(type);
    expect(isCardNumber(number)).toBe(true);
  });

  test('with a wrong check digit, length or beginning is none', () => {
    expect(['4242424242424241', '37828224631000', '1234567812345670'].filter(isCardNumber)).toEqual([]);
  });

  test('routing numbers have a check digit too', () => {
    expect(['110000000', '121181976', '110000001', '12345'].map(isRoutingNumber)).toEqual([true, true, false, false]);
  });
});
