import { formatMicros } from '@offhook/kit';
import { getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/max';
import { soldCountries } from '../numbers/blocks.ts';
import { numberAt } from '../numbers/incoming-number.ts';
import { typeOf } from '../numbers/number-type.ts';
import { dialable } from '../telephone.ts';
import { countryOf, rateOf } from '../usage/prices.ts';
import type { Operation, RestRequest } from './operation.ts';
import { metaPageOf } from './paging.ts';
import { notFound } from './refusals.ts';

/** The prices by which calls and numbers are billed here, as Twilio's Pricing API writes them. */
export const pricingOperations: readonly Operation[] = [
  { id: 'ListVoiceCountry', method: 'GET', path: '/v1/Voice/Countries', run: listCountries },
  { id: 'FetchVoiceCountry', method: 'GET', path: '/v1/Voice/Countries/{IsoCountry}', run: (r) => voiceCountry(r, 1) },
  { id: 'FetchVoiceNumber', method: 'GET', path: '/v1/Voice/Numbers/{Number}', run: voiceNumber },
  { id: 'ListPhoneNumberCountry', method: 'GET', path: '/v1/PhoneNumbers/Countries', run: listCountries },
  {
    id: 'FetchPhoneNumberCountry',
    method: 'GET',
    path: '/v1/PhoneNumbers/Countries/{IsoCountry}',
    run: phoneNumberCountry,
  },
  { id: 'ListVoiceCountry', method: 'GET', path: '/v2/Voice/Countries', run: listCountries },
  { id: 'FetchVoiceCountry', method: 'GET', path: '/v2/Voice/Countries/{IsoCountry}', run: (r) => voiceCountry(r, 2) },
  { id: 'FetchVoiceNumber', method: 'GET', path: '/v2/Voice/Numbers/{DestinationNumber}', run: voiceNumberWithOrigin },
];

const countryNames = new Intl.DisplayNames(['en'], { type: 'region' });

function listCountries({ url, query }: RestRequest) {
  const { origin, pathname } = new URL(url);
  const json = ({ sid }: { sid: string }) => ({ ...named(sid), url: `${origin}${pathname}/${sid}` });
  const countries = [...soldCountries].sort().map((sid) => ({ sid }));
  return metaPageOf(countries, { url, query, key: 'countries', json });
}

function named(country: string | undefined) {
  return { country: country ? (countryNames.of(country) ?? country) : null, iso_country: country ?? null };
}

/** The second version also tells from where a call has a price. Ours is the same from everywhere. */
function voiceCountry({ exchange, part, path, url }: RestRequest, version: 1 | 2) {
  const country = part('IsoCountry').toUpperCase();
  if (!isSupportedCountry(country)) throw notFound(path);
  const { outbound, outboundMobile, inbound, inboundTollFree } = rateOf(exchange.settings.prices, country);
  const code = getCountryCallingCode(country);
  const prefixes =
    version === 1 ? { prefixes: [code] } : { destination_prefixes: [code], origination_prefixes: ['ALL'] };
  const name = `Programmable Outbound Minute - ${countryNames.of(country)}`;
  const mobile = { ...prefixes, ...price(outboundMobile), friendly_name: `${name} - Mobile` };
  return {
    ...named(country),
    outbound_prefix_prices: [
      { ...prefixes, ...price(outbound), friendly_name: name },
      ...(outboundMobile === outbound ? [] : [mobile]),
    ],
    inbound_call_prices: [
      { number_type: 'local', ...price(inbound) },
      { number_type: 'toll free', ...price(inboundTollFree) },
    ],
    price_unit: 'USD',
    url,
  };
}

function phoneNumberCountry({ exchange, part, path, url }: RestRequest) {
  const country = part('IsoCountry').toUpperCase();
  if (!soldCountries.includes(country)) throw notFound(path);
  const { number, tollFreeNumber } = rateOf(exchange.settings.prices, country);
  return {
    ...named(country),
    phone_number_prices: [
      { number_type: 'local', ...price(number) },
      { number_type: 'toll free', ...price(tollFreeNumber) },
    ],
    price_unit: 'USD',
    url,
  };
}

function voiceNumber(request: RestRequest) {
  const number = numberIn(request, 'Number');
  const { outbound, inbound, country } = pricesOf(request, number);
  return { number, ...named(country), outbound_call_price: outbound, inbound_call_price: inbound, ...foot(request) };
}

function voiceNumberWithOrigin(request: RestRequest) {
  const number = numberIn(request, 'DestinationNumber');
  const { outbound, inbound, country } = pricesOf(request, number);
  return {
    destination_number: number,
    origination_number: request.query.get('OriginationNumber')?.replace(/^ /, '+') ?? null,
    ...named(country),
    outbound_call_prices: [{ ...outbound, origination_prefixes: ['ALL'] }],
    inbound_call_price: inbound,
    ...foot(request),
  };
}

function foot({ url }: RestRequest) {
  return { price_unit: 'USD', url };
}

function numberIn({ part, path }: RestRequest, name: string): string {
  const number = dialable(part(name));
  if (!number || countryOf(number) === undefined) throw notFound(path);
  return number;
}

// Only a number of the account has a price for being called.
function pricesOf({ exchange, account }: RestRequest, number: string) {
  const country = countryOf(number);
  const type = typeOf(number);
  const rate = rateOf(exchange.settings.prices, country);
  const isOurs = numberAt(exchange, number)?.accountSid === account.sid;
  const inboundMicros = type === 'tollfree' ? rate.inboundTollFree : rate.inbound;
  const unpriced = { base_price: null, current_price: null, number_type: null };
  const numberType = type === 'tollfree' ? 'toll free' : type;
  return {
    country,
    outbound: price(type === 'mobile' ? rate.outboundMobile : rate.outbound),
    inbound: isOurs ? { ...price(inboundMicros), number_type: numberType } : unpriced,
  };
}

function price(micros: number) {
  const text = formatMicros(micros);
  return { base_price: text, current_price: text };
}
