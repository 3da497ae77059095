import { parseMicros } from '@offhook/kit';
import type { Twilio } from 'twilio';
import type { LocalInstance } from 'twilio/lib/rest/api/v2010/account/availablePhoneNumberCountry/local.js';
import type { IncomingPhoneNumberInstance } from 'twilio/lib/rest/api/v2010/account/incomingPhoneNumber.js';
import type { CarrierAccount } from './carrier.ts';
import type {
  BuyOutcome,
  CarrierNumber,
  CarrierNumbers,
  NumberCapabilities,
  NumberOffer,
  NumberPrices,
  NumberSearch,
  NumberType,
  NumberUrls,
} from './numbers.ts';
import { CarrierProblem } from './numbers.ts';
import { codeOf, isCertainNo, messageOf, orMissing, SlowDown } from './twilio-errors.ts';

/** What the account's numbers are asked and told by Twilio's API. */
export function twilioNumbers(
  account: CarrierAccount,
  client: () => Promise<Twilio>,
  during: <T>(work: Promise<T>) => Promise<T>,
): CarrierNumbers {
  const ask = <T>(work: (twilio: Twilio) => Promise<T>) =>
    during(client().then(work)).catch((error: unknown) => {
      throw new CarrierProblem(messageOf(error), isCertainNo(error));
    });
  return {
    searchNumbers: (search) => ask((twilio) => orMissing(searchNumbers(twilio, search))),
    buyNumber: (order) => ask((twilio) => buyNumber(twilio, order)),
    configureNumber: (sid, urls) => ask((twilio) => orMissing(configureNumber(twilio, sid, urls))),
    releaseNumber: (sid) => ask(async (twilio) => (await orMissing(twilio.incomingPhoneNumbers(sid).remove())) ?? true),
    listNumbers: (phoneNumber) =>
      ask(async (twilio) => {
        const found = await twilio.incomingPhoneNumbers.list({
          ...(phoneNumber ? { phoneNumber } : {}),
          pageSize: 200,
        });
        // The carrier's filter is for a part of a number.
        return found.filter((each) => (phoneNumber ?? each.phoneNumber) === each.phoneNumber).map(numberOf);
      }),
    numberPrices: (country) => ask((twilio) => orMissing(numberPrices(account, twilio, country))),
  };
}

async function searchNumbers(twilio: Twilio, search: NumberSearch): Promise<NumberOffer[]> {
  const { country, type, areaCode, contains, sms, mms, limit } = search;
  const filter = {
    voiceEnabled: true,
    ...(sms ? { smsEnabled: true } : {}),
    ...(mms ? { mmsEnabled: true } : {}),
    ...(areaCode ? { areaCode: Number(areaCode) } : {}),
    ...(contains ? { contains } : {}),
    limit,
    pageSize: limit,
  };
  const { local, tollFree, mobile } = twilio.availablePhoneNumbers(country);
  if (type === 'local') return (await local.list(filter)).map(offerOf);
  return (type === 'mobile' ? await mobile.list(filter) : await tollFree.list(filter)).map(offerOf);
}

function offerOf(
  offer: Pick<LocalInstance, 'phoneNumber' | 'locality' | 'region' | 'capabilities' | 'addressRequirements'>,
): NumberOffer {
  return {
    phoneNumber: offer.phoneNumber,
    locality: offer.locality || undefined,
    region: offer.region || undefined,
    capabilities: capabilitiesOf(offer.capabilities),
    addressRequirements: requirementOf(offer.addressRequirements),
  };
}

const requirements = ['none', 'any', 'local', 'foreign'] as const;

// What we do not know may well be a requirement.
function requirementOf(word: string): NumberOffer['addressRequirements'] {
  return requirements.find((known) => known === word) ?? 'any';
}

// In lists of offers Twilio writes SMS and MMS in capitals, elsewhere small
// (https://www.twilio.com/docs/phone-numbers/api/availablephonenumberlocal-resource, read 2026-11-21).
function capabilitiesOf(told: object): NumberCapabilities {
  const names = Object.entries(told).flatMap(([name, can]) => (can === true ? [name.toLowerCase()] : []));
  return { voice: names.includes('voice'), sms: names.includes('sms'), mms: names.includes('mms') };
}

const urlsOf = ({ voice, fallback, status }: NumberUrls) => ({
  voiceUrl: voice,
  voiceMethod: 'POST',
  voiceFallbackUrl: fallback,
  voiceFallbackMethod: 'POST',
  statusCallback: status,
  statusCallbackMethod: 'POST',
});

async function buyNumber(
  twilio: Twilio,
  { phoneNumber, label, urls }: { phoneNumber: string; label: string; urls: NumberUrls },
): Promise<BuyOutcome> {
  try {
    const bought = await twilio.incomingPhoneNumbers.create({
      phoneNumber,
      friendlyName: label.slice(0, 64),
      ...urlsOf(urls),
    });
    return { outcome: 'bought', number: numberOf(bought) };
  } catch (error) {
    if (error instanceof SlowDown) return { outcome: 'busy', retryAfterSeconds: error.seconds };
    if (isCertainNo(error)) return { outcome: 'refused', code: codeOf(error), message: messageOf(error) };
    return { outcome: 'unknown', reason: messageOf(error) };
  }
}

/** An application wins over the URLs of a number, and a trunk over both. */
async function configureNumber(twilio: Twilio, sid: string, urls: NumberUrls): Promise<CarrierNumber> {
  const number = twilio.incomingPhoneNumbers(sid);
  const told = await number.update({ ...urlsOf(urls), voiceApplicationSid: '' });
  return numberOf(told.trunkSid ? await number.update({ trunkSid: '' }) : told);
}

const typeWords: Readonly<Record<string, NumberType>> = { tollfree: 'toll_free', mobile: 'mobile' };

function numberOf(number: IncomingPhoneNumberInstance): CarrierNumber {
  const { sid, phoneNumber, friendlyName, capabilities } = number;
  return {
    ...{ sid, phoneNumber, friendlyName },
    type: typeWords[number.type] ?? 'local',
    capabilities: capabilitiesOf(capabilities),
    urls: {
      voice: number.voiceUrl || null,
      fallback: number.voiceFallbackUrl || null,
      status: number.statusCallback || null,
    },
    isTakenElsewhere: Boolean(number.voiceApplicationSid || number.trunkSid),
  };
}

const pricedTypes: Readonly<Record<string, NumberType>> = {
  local: 'local',
  'toll free': 'toll_free',
  mobile: 'mobile',
};

async function numberPrices(account: CarrierAccount, twilio: Twilio, country: string): Promise<NumberPrices> {
  // Twilio's prices have a host of their own; whatever else speaks its API has one address for all.
  if (new URL(account.baseUrl).host !== 'api.twilio.com') twilio.pricing.baseUrl = account.baseUrl;
  const told = await twilio.pricing.v1.phoneNumbers.countries(country).fetch();
  const micros: NumberPrices['micros'] = {};
  for (const { numberType, currentPrice } of told.phoneNumberPrices) {
    const type = pricedTypes[numberType ?? ''];
    const price = parseMicros(String(currentPrice ?? ''));
    if (type !== undefined && price !== undefined) micros[type] = price;
  }
  return { currency: told.priceUnit.toUpperCase(), micros };
}
