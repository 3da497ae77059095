import type { DialLimits, LineType } from '@offhook/contract';

/** Limits as they stand in the fields: an empty one is no limit. */
export interface LimitsDraft {
  countries: string;
  denied: readonly LineType[];
  price: string;
  speed: string;
  spend: string;
  addressOnly: boolean;
}

export function readLimits(limits: DialLimits): LimitsDraft {
  return {
    countries: limits.countries?.join(', ') ?? '',
    denied: limits.number_types_denied,
    price: limits.max_price_per_minute ?? '',
    speed: limits.calls_per_minute === null ? '' : String(limits.calls_per_minute),
    spend: limits.spend_per_day ?? '',
    addressOnly: limits.address_only,
  };
}

export function limitsOfDraft({ countries, denied, price, speed, spend, addressOnly }: LimitsDraft) {
  const codes = countries.toUpperCase().match(/[A-Z]+/g) ?? [];
  return {
    countries: codes.length > 0 ? [...codes] : null,
    number_types_denied: [...denied],
    max_price_per_minute: money(price),
    calls_per_minute: speed.trim() === '' ? null : Number(speed),
    spend_per_day: money(spend),
    address_only: addressOnly,
  };
}

// The server takes exact amounts with two decimals or more.
function money(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const [whole = '0', decimals = ''] = trimmed.split('.');
  return `${whole || '0'}.${decimals.padEnd(2, '0')}`;
}
