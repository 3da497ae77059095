import { newSid } from '../exchange.ts';
import type { IncomingNumber } from '../numbers/incoming-number.ts';
import { capabilitiesOf, typeOf } from '../numbers/number-type.ts';
import { rfc2822 } from '../parameters.ts';
import { readForm } from './form.ts';
import { hookNames, hooksFrom, noHooks } from './hooks-form.ts';
import type { RestRequest } from './operation.ts';
import { RestRefusal } from './refusals.ts';
import { friendlyNameIn, timesNow } from './rows.ts';
import { accountPath, formatted } from './wire.ts';

const known = [
  ...['FriendlyName', 'ApiVersion', 'VoiceApplicationSid', 'SmsApplicationSid', 'VoiceReceiveMode', 'AddressSid'],
  ...['IdentitySid', 'BundleSid', 'EmergencyStatus', 'EmergencyAddressSid', ...hookNames],
];

/** A number as a create request configures it; not yet kept. */
export function newNumber(request: RestRequest, phoneNumber: string): IncomingNumber {
  const { exchange, account } = request;
  const named = { sid: newSid(exchange, 'PN'), accountSid: account.sid, phoneNumber };
  const empty = { ...named, ...noHooks, friendlyName: formatted(phoneNumber), ...timesNow(exchange) };
  return changedNumber(request, empty, ['PhoneNumber', 'AreaCode']);
}

/** A number after a request; what that does not name stays. `more` are parameters that others read. */
export function changedNumber(request: RestRequest, number: IncomingNumber, more: string[]): IncomingNumber {
  const { form } = request;
  const read = readForm(form, [...known, ...more]);
  const sid = (name: string, prefix: string, current: string | undefined) => sidIn(form, { name, prefix, current });
  return {
    ...number,
    ...hooksFrom(form, number),
    friendlyName: friendlyNameIn(form) ?? number.friendlyName,
    voiceApplicationSid: applicationIn(request, 'VoiceApplicationSid', number.voiceApplicationSid),
    smsApplicationSid: applicationIn(request, 'SmsApplicationSid', number.smsApplicationSid),
    voiceReceiveMode: read.word('VoiceReceiveMode', ['voice', 'fax'] as const) ?? number.voiceReceiveMode,
    addressSid: sid('AddressSid', 'AD', number.addressSid),
    identitySid: sid('IdentitySid', 'RI', number.identitySid),
    bundleSid: sid('BundleSid', 'BU', number.bundleSid),
    emergencyAddressSid: sid('EmergencyAddressSid', 'AD', number.emergencyAddressSid),
    isEmergencyActive: emergencyIn(form, number.isEmergencyActive),
  };
}

// Error 21420 by Twilio's dictionary of errors (2023-05).
function applicationIn({ exchange, account, form }: RestRequest, name: string, current: string | undefined) {
  const sid = form.get(name);
  if (sid === null) return current;
  if (sid === '') return undefined;
  if (exchange.world.tables.applications.get(sid)?.accountSid === account.sid) return sid;
  throw new RestRefusal(400, 21420, `${name} ${sid} is not accessible`);
}

// Addresses, identities and bundles are regulation, of which the emulator only keeps the SIDs.
function sidIn(
  form: URLSearchParams,
  { name, prefix, current }: { name: string; prefix: string; current: string | undefined },
): string | undefined {
  const sid = form.get(name);
  if (sid === null) return current;
  if (sid === '') return undefined;
  if (new RegExp(`^${prefix}[0-9a-fA-F]{32}$`).test(sid)) return sid;
  throw new RestRefusal(400, 20001, `${name} must be ${prefix} and 32 hexadecimal digits, not '${sid}'`);
}

function emergencyIn(form: URLSearchParams, current: boolean | undefined): boolean | undefined {
  const status = form.get('EmergencyStatus');
  if (!status) return current;
  if (status === 'Active' || status === 'Inactive') return status === 'Active';
  throw new RestRefusal(400, 20001, `EmergencyStatus must be Active or Inactive, not '${status}'`);
}

/** A number as Twilio writes it. URLs that are not set are empty texts, SIDs are null. */
export function numberJson(number: IncomingNumber) {
  const path = `${accountPath(number.accountSid)}/IncomingPhoneNumbers/${number.sid}`;
  return {
    sid: number.sid,
    account_sid: number.accountSid,
    phone_number: number.phoneNumber,
    friendly_name: number.friendlyName,
    api_version: '2010-04-01',
    ...hooksOf(number),
    ...regulationOf(number),
    capabilities: capabilitiesOf(typeOf(number.phoneNumber)),
    beta: false,
    origin: 'twilio',
    status: 'in-use',
    type: typeOf(number.phoneNumber),
    trunk_sid: null,
    date_created: rfc2822(number.createdAtMs),
    date_updated: rfc2822(number.updatedAtMs),
    uri: `${path}.json`,
    subresource_uris: { assigned_add_ons: `${path}/AssignedAddOns.json` },
  };
}

function hooksOf(number: IncomingNumber) {
  return {
    voice_url: number.voiceUrl ?? '',
    voice_method: number.voiceMethod,
    voice_fallback_url: number.voiceFallbackUrl ?? '',
    voice_fallback_method: number.voiceFallbackMethod,
    voice_caller_id_lookup: number.voiceCallerIdLookup ?? false,
    voice_application_sid: number.voiceApplicationSid ?? null,
    voice_receive_mode: number.voiceReceiveMode ?? 'voice',
    status_callback: number.statusCallback ?? '',
    status_callback_method: number.statusCallbackMethod,
    sms_url: number.smsUrl ?? '',
    sms_method: number.smsMethod ?? 'POST',
    sms_fallback_url: number.smsFallbackUrl ?? '',
    sms_fallback_method: number.smsFallbackMethod ?? 'POST',
    sms_application_sid: number.smsApplicationSid ?? null,
  };
}

function regulationOf(number: IncomingNumber) {
  return {
    address_requirements: 'none',
    address_sid: number.addressSid ?? null,
    identity_sid: number.identitySid ?? null,
    bundle_sid: number.bundleSid ?? null,
    emergency_status: number.isEmergencyActive ? 'Active' : 'Inactive',
    emergency_address_sid: number.emergencyAddressSid ?? null,
    emergency_address_status: number.isEmergencyActive ? 'registered' : 'unregistered',
  };
}
