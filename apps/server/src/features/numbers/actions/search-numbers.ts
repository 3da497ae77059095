import type { NumberOffer } from '@offhook/contract';
import { formatMicros, formatPhoneNumber, isCountry } from '@offhook/kit';
import { type Connection, workspaceOf } from '#features/workspaces';
import type { NumberOffer as CarrierOffer, NumberPrices } from '#providers/carrier';
import type { Actor } from '#runtime/actor';
import { Refusal } from '#runtime/refusal';
import { regulatoryNote } from '../number.ts';
import type { NumberPowers } from '../powers.ts';
import { answered, mustHaveConnection } from './connect.ts';

interface Search {
  country?: string | undefined;
  type: NumberOffer['number_type'];
  area_code?: string | undefined;
  contains?: string | undefined;
  capabilities?: string | undefined;
  limit: number;
}

interface Found {
  offers: CarrierOffer[] | undefined;
  prices: NumberPrices | undefined;
}

const typeWords = { local: 'local', toll_free: 'toll-free', mobile: 'mobile' } as const;

export async function searchNumbers(
  ctx: NumberPowers,
  actor: Actor,
  search: Search,
): Promise<{ items: NumberOffer[] }> {
  const { connection, country } = await ctx.db.asTenant(actor.tenantId, async (tx) => ({
    connection: await mustHaveConnection(ctx, tx, actor.tenantId),
    country: search.country ?? (await workspaceOf(tx, actor.tenantId)).country,
  }));
  mustMakeSense(search, country);
  const { offers, prices } = await ask(ctx, connection, search, country);
  if (!offers) throw new Refusal('numbers.not_sold', { field: 'type', type: typeWords[search.type], country });
  return { items: offers.map((offer) => offerView(offer, prices, { country, type: search.type })) };
}

function mustMakeSense({ area_code }: Search, country: string): void {
  if (!isCountry(country)) {
    throw new Refusal('request.invalid', { field: 'country', problem: 'No such country. Use two letters such as US.' });
  }
  if (area_code !== undefined && country !== 'US' && country !== 'CA') {
    const problem = 'Area codes are for the US and Canada. Elsewhere search by contains, such as +4420*.';
    throw new Refusal('request.invalid', { field: 'area_code', problem });
  }
}

async function ask(ctx: NumberPowers, connection: Connection, search: Search, country: string): Promise<Found> {
  const wanted = new Set(search.capabilities?.split(','));
  const { type, area_code: areaCode, contains, limit } = search;
  const [offers, prices] = await Promise.all([
    answered(
      connection.carrier.searchNumbers({
        ...{ country, type, areaCode, contains, limit },
        sms: wanted.has('sms'),
        mms: wanted.has('mms'),
      }),
    ),
    ctx.prices(connection, country),
  ]);
  return { offers, prices };
}

function offerView(
  { phoneNumber, locality, region, capabilities, addressRequirements }: CarrierOffer,
  prices: NumberPrices | undefined,
  { country, type }: { country: string; type: NumberOffer['number_type'] },
): NumberOffer {
  const micros = prices?.micros[type];
  return {
    phone_number: phoneNumber,
    friendly_name: formatPhoneNumber(phoneNumber, country),
    country_code: country,
    number_type: type,
    locality: locality ?? null,
    region: region ?? null,
    capabilities,
    address_requirements: addressRequirements,
    regulatory_note: regulatoryNote(addressRequirements),
    monthly_price: micros === undefined ? null : formatMicros(micros),
    currency: prices?.currency ?? 'USD',
  };
}
