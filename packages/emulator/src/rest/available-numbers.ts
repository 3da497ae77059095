import { blocksOf, requirementsOf, soldCountries } from '../numbers/blocks.ts';
import type { OfferedNumber } from '../numbers/inventory.ts';
import { capabilitiesOf, type NumberType } from '../numbers/number-type.ts';
import { offered, rateCenterOf, UnreadablePattern } from '../numbers/search.ts';
import { accountsPath, type Operation, type RestRequest } from './operation.ts';
import { pageSizeIn } from './paging.ts';
import { notFound, RestRefusal } from './refusals.ts';
import { accountPath, formatted } from './wire.ts';

const available = `${accountsPath}/AvailablePhoneNumbers`;

const folders: readonly { folder: string; key: string; type: NumberType }[] = [
  { folder: 'Local', key: 'local', type: 'local' },
  { folder: 'TollFree', key: 'toll_free', type: 'tollfree' },
  { folder: 'Mobile', key: 'mobile', type: 'mobile' },
  { folder: 'National', key: 'national', type: 'national' },
  { folder: 'SharedCost', key: 'shared_cost', type: 'sharedcost' },
  { folder: 'Voip', key: 'voip', type: 'voip' },
  { folder: 'MachineToMachine', key: 'machine_to_machine', type: 'machinetomachine' },
];

export const availableNumberOperations: readonly Operation[] = [
  { id: 'ListAvailablePhoneNumberCountry', method: 'GET', path: `${available}.json`, run: listCountries },
  {
    id: 'FetchAvailablePhoneNumberCountry',
    method: 'GET',
    path: `${available}/{CountryCode}.json`,
    run: (request) => countryJson(request, soldCountry(request)),
  },
  ...folders.map(({ folder, type }): Operation => {
    const path = `${available}/{CountryCode}/${folder}.json`;
    return { id: `ListAvailablePhoneNumber${folder}`, method: 'GET', path, run: (request) => list(request, type) };
  }),
];

// These lists have no pages: only the array and their own address.
function listCountries(request: RestRequest) {
  return { countries: soldCountries.map((code) => countryJson(request, code)), uri: request.path };
}

function soldCountry({ part, path }: RestRequest): string {
  const code = part('CountryCode');
  if (!soldCountries.includes(code)) throw notFound(path);
  return code;
}

const countryNames = new Intl.DisplayNames(['en'], { type: 'region' });

function countryJson({ account }: RestRequest, code: string) {
  const path = `${accountPath(account.sid)}/AvailablePhoneNumbers/${code}`;
  const sold = folders.filter(({ type }) => blocksOf(code, type).length > 0);
  return {
    country_code: code,
    country: countryNames.of(code) ?? code,
    beta: false,
    subresource_uris: Object.fromEntries(sold.map(({ folder, key }) => [key, `${path}/${folder}.json`])),
    uri: `${path}.json`,
  };
}

function list(request: RestRequest, type: NumberType) {
  const { exchange, query, path } = request;
  const country = soldCountry(request);
  if (blocksOf(country, type).length === 0) throw notFound(path);
  const most = pageSizeIn(query);
  try {
    const found = offered(exchange, { country, type, query }).take(most).toArray();
    return { available_phone_numbers: found.map(offerJson), uri: `${path}${query.size > 0 ? `?${query}` : ''}` };
  } catch (error) {
    if (error instanceof UnreadablePattern) throw new RestRefusal(400, 20001, error.message);
    throw error;
  }
}

function offerJson({ phoneNumber, block }: OfferedNumber) {
  const { area, country, type } = block;
  const isNorthAmerican = country === 'US' || country === 'CA';
  return {
    friendly_name: formatted(phoneNumber),
    phone_number: phoneNumber,
    lata: area?.lata ?? null,
    locality: area?.locality ?? null,
    rate_center: area && isNorthAmerican ? rateCenterOf(area) : null,
    latitude: area?.latitude ?? null,
    longitude: area?.longitude ?? null,
    region: area?.region ?? null,
    postal_code: area && isNorthAmerican ? area.postalCode : null,
    iso_country: country,
    address_requirements: requirementsOf(block),
    beta: false,
    capabilities: capabilitiesOf(type, country),
  };
}
