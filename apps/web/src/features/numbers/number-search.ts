import type { RouteRequest, searchNumbers } from '@offhook/contract';

/** What somebody looks for, as the fields have it. */
export interface SearchFields {
  country: string;
  type: 'local' | 'toll_free' | 'mobile';
  areaCode: string;
  contains: string;
  sms: boolean;
  mms: boolean;
}

export type NumberSearch = NonNullable<RouteRequest<typeof searchNumbers>['query']>;

export const hasAreaCodes = (country: string): boolean => country === 'US' || country === 'CA';

/** Spaces and signs of a pattern are for the eye: `+1 (415) 555-*` is `+1415555*`. */
export function searchOf({ country, type, areaCode, contains, sms, mms }: SearchFields): NumberSearch {
  const pattern = contains.replace(/[\s().-]/g, '');
  const capabilities = [sms && 'sms', mms && 'mms'].filter(Boolean).join(',');
  const area = type === 'local' && hasAreaCodes(country) ? areaCode.trim() : '';
  return {
    country,
    type,
    ...(area && { area_code: area }),
    ...(pattern && { contains: pattern }),
    ...(capabilities && { capabilities }),
  };
}
