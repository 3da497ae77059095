import { next } from '../call.ts';
import { newSid } from '../exchange.ts';
import { dialable } from '../telephone.ts';
import { callFrom } from './call-parameters.ts';
import { newNumber, numberJson } from './number-json.ts';
import type { Operation, RestRequest } from './operation.ts';
import { RestRefusal } from './refusals.ts';
import { callJson } from './wire.ts';

/**
 * What test credentials can do: ask for calls and numbers that never come to be. Magic numbers decide the answer; no TwiML
 * runs, nothing is called back and nothing is kept. Which code belongs to which number is confirmed in part only.
 *
 * @see https://www.twilio.com/docs/iam/test-credentials
 */
export async function runAsTest({ id }: Operation, request: RestRequest): Promise<unknown> {
  if (id === 'CreateCall') return testCall(request);
  if (id.startsWith('CreateIncomingPhoneNumber')) return testNumber(request);
  throw new RestRefusal(403, 20008, 'Resource not accessible with Test Account Credentials');
}

const validNumber = '+15005550006';

const refusedTo: Record<string, { code: number; message: string }> = {
  '+15005550001': { code: 21217, message: 'Phone number does not appear to be valid' },
  '+15005550002': { code: 21214, message: "'To' phone number cannot be reached" },
  '+15005550003': { code: 21215, message: 'Account not authorized to call' },
  '+15005550004': { code: 21216, message: 'Account not allowed to call' },
};

function testCall({ exchange, account, form }: RestRequest) {
  const to = dialable(form.get('To') ?? '');
  const refusal = refusedTo[to ?? ''];
  if (refusal) throw new RestRefusal(400, refusal.code, `${refusal.message}: ${to}`);
  const from = dialable(form.get('From') ?? '');
  if (from === '+15005550001') {
    throw new RestRefusal(400, 21212, `The source phone number provided, ${from}, is not valid.`);
  }
  if (from !== undefined && from !== validNumber) {
    throw new RestRefusal(
      400,
      21210,
      `The source phone number provided, ${from}, is not yet verified for your account.`,
    );
  }
  const unowned = { ...exchange, settings: { ...exchange.settings, anyCallerId: true } };
  const call = { ...callFrom(unowned, account.sid, form), sid: newSid(exchange, 'CA') };
  return callJson(exchange, next(undefined, exchange.clock.nowMs(), { type: 'placed', call }));
}

function testNumber(request: RestRequest) {
  const { form } = request;
  const asked = form.get('PhoneNumber');
  const areaCode = form.get('AreaCode');
  if (asked === '+15005550000') throw new RestRefusal(400, 21422, `${asked} is not available`);
  if (asked ? asked !== validNumber : !areaCode) throw new RestRefusal(400, 21421, 'PhoneNumber is invalid');
  if (!asked && areaCode !== '500') {
    throw new RestRefusal(400, 21452, `No phone numbers found in area code ${areaCode}`);
  }
  return numberJson(newNumber(request, validNumber));
}
