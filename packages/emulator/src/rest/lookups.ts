import parse, {
  type CountryCode,
  isSupportedCountry,
  type PhoneNumber,
  validatePhoneNumberLength,
} from 'libphonenumber-js/max';
import type { Exchange } from '../exchange.ts';
import { numberAt } from '../numbers/incoming-number.ts';
import type { Operation, RestRequest } from './operation.ts';
import { RestRefusal } from './refusals.ts';

/** Lookups: whether a number can exist, and what kind of line it is. */
export const lookupOperations: readonly Operation[] = [
  { id: 'FetchPhoneNumber', method: 'GET', path: '/v2/PhoneNumbers/{PhoneNumber}', run: lookUp },
];

// https://www.twilio.com/docs/api/errors/60607 (read 2026-11-21)
const noProvider = 60_607;

/** What can be asked for besides the form of the number. The rest would need data that nobody has of made-up people. */
const answered = ['validation', 'line_type_intelligence', 'caller_name', 'line_status'];
const withoutData = [
  ...['sim_swap', 'call_forwarding', 'identity_match', 'reassigned_number', 'sms_pumping_risk'],
  ...['phone_number_quality_score', 'pre_fill'],
];

function lookUp(request: RestRequest) {
  const { exchange, part, query, url } = request;
  const fields = fieldsIn(query.get('Fields'));
  const country = countryIn(query.get('CountryCode'));
  const text = part('PhoneNumber');
  const number = parse(text, country);
  const isValid = number?.isValid() ?? false;
  const given = (name: string, value: (number: PhoneNumber) => unknown) =>
    number && isValid && fields.includes(name) ? value(number) : null;
  return {
    calling_country_code: isValid ? (number?.countryCallingCode ?? null) : null,
    country_code: isValid ? (number?.country ?? null) : null,
    phone_number: number?.number ?? text,
    national_format: isValid ? (number?.formatNational() ?? null) : null,
    valid: isValid,
    validation_errors: isValid ? null : [problemOf(text, country)],
    caller_name: given('caller_name', () => ({ caller_name: null, caller_type: null, error_code: noProvider })),
    line_type_intelligence: given('line_type_intelligence', (known) => lineType(exchange, known)),
    line_status: given('line_status', () => ({ status: 'active', error_code: null })),
    ...Object.fromEntries(withoutData.map((name) => [name, null])),
    url: `${new URL(url).origin}/v2/PhoneNumbers/${number?.number ?? text}`,
  };
}

function fieldsIn(text: string | null): string[] {
  const fields = (text ?? '')
    .split(',')
    .map((field) => field.trim())
    .filter(Boolean);
  const unknown = fields.find((field) => !answered.includes(field));
  if (unknown === undefined) return fields;
  const message = withoutData.includes(unknown)
    ? `The emulator has no data for '${unknown}'`
    : `Unknown field '${unknown}'`;
  throw new RestRefusal(400, 20001, `${message}: Fields may name ${answered.join(', ')}`);
}

function countryIn(code: string | null): CountryCode {
  const country = (code || 'US').toUpperCase();
  if (isSupportedCountry(country)) return country;
  throw new RestRefusal(400, 20001, `CountryCode is not a country: ${code}`);
}

// https://www.twilio.com/docs/lookup/v2-api/formatting-validation (read 2026-11-21)
function problemOf(text: string, country: CountryCode): string {
  switch (validatePhoneNumberLength(text, country)) {
    case 'INVALID_COUNTRY':
      return 'INVALID_COUNTRY_CODE';
    case 'TOO_SHORT':
      return 'TOO_SHORT';
    case 'TOO_LONG':
      return 'TOO_LONG';
    case 'INVALID_LENGTH':
      return 'INVALID_LENGTH';
    case 'NOT_A_NUMBER':
      return 'NOT_A_NUMBER';
    default:
      return 'INVALID_BUT_POSSIBLE';
  }
}

const lineTypes: Record<string, string> = {
  MOBILE: 'mobile',
  FIXED_LINE: 'landline',
  TOLL_FREE: 'tollFree',
  PREMIUM_RATE: 'premium',
  SHARED_COST: 'sharedCost',
  VOIP: 'fixedVoip',
  PERSONAL_NUMBER: 'personal',
  PAGER: 'pager',
  UAN: 'uan',
  VOICEMAIL: 'voicemail',
};

// Our own numbers are Twilio's. A North American number can be either kind of line: its last digit says which.
function lineType(exchange: Exchange, number: PhoneNumber) {
  const either = Number(number.number.at(-1)) < 7 ? 'mobile' : 'landline';
  const isOurs = numberAt(exchange, number.number) !== undefined;
  const type = isOurs ? 'nonFixedVoip' : (lineTypes[number.getType() ?? ''] ?? either);
  return {
    error_code: null,
    mobile_country_code: isOurs || type === 'mobile' ? '001' : null,
    mobile_network_code: isOurs || type === 'mobile' ? '01' : null,
    carrier_name: isOurs ? 'Twilio - SMS/MMS-SVR' : 'Offhook Test Carrier',
    type,
  };
}
