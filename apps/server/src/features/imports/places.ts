import { isCountry } from '@offhook/kit';

const zones = new Map<string, boolean>();

/** True for a name that Intl knows, such as Europe/Rome. */
export function isTimeZone(name: string): boolean {
  const seen = zones.get(name);
  if (seen !== undefined) return seen;
  let isOne = !/^[+-]/.test(name);
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
  } catch {
    isOne = false;
  }
  // A file may hold a million different ones.
  if (zones.size < 2000) zones.set(name, isOne);
  return isOne;
}

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const languages = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'sv'];
const moreNames = { usa: 'US', 'u.s.a.': 'US', 'u.s.': 'US', uk: 'GB', 'great britain': 'GB', england: 'GB' };
let countries: Map<string, string> | undefined;

/** The two letters of a country by its code or by its name in one of several languages. */
export function countryOfText(text: string): string | undefined {
  const upper = text.toUpperCase();
  if (/^[A-Z]{2}$/.test(upper) && isCountry(upper)) return upper;
  countries ??= namesOfCountries();
  return countries.get(text.toLowerCase());
}

function namesOfCountries(): Map<string, string> {
  const codes = letters.flatMap((one) => letters.map((other) => one + other)).filter(isCountry);
  const named = new Map(Object.entries(moreNames));
  for (const language of languages) {
    const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
    for (const code of codes) {
      const name = names.of(code)?.toLowerCase();
      if (name && !named.has(name)) named.set(name, code);
    }
  }
  return named;
}

// Postal codes of the states (USPS Publication 28, appendix B), the second half of ISO 3166-2:US.
const states =
  'Alabama AL;Alaska AK;Arizona AZ;Arkansas AR;California CA;Colorado CO;Connecticut CT;Delaware DE;District of Columbia DC;Florida FL;Georgia GA;Hawaii HI;Idaho ID;Illinois IL;Indiana IN;Iowa IA;Kansas KS;Kentucky KY;Louisiana LA;Maine ME;Maryland MD;Massachusetts MA;Michigan MI;Minnesota MN;Mississippi MS;Missouri MO;Montana MT;Nebraska NE;Nevada NV;New Hampshire NH;New Jersey NJ;New Mexico NM;New York NY;North Carolina NC;North Dakota ND;Ohio OH;Oklahoma OK;Oregon OR;Pennsylvania PA;Rhode Island RI;South Carolina SC;South Dakota SD;Tennessee TN;Texas TX;Utah UT;Vermont VT;Virginia VA;Washington WA;West Virginia WV;Wisconsin WI;Wyoming WY';
const stateCodes = new Map(states.split(';').map((each) => [each.slice(0, -3).toLowerCase(), each.slice(-2)] as const));

/** ISO 3166-2 by its code, by the part behind the country, or by the name of a state of the USA. */
export function regionOfText(text: string, country: string): string | undefined {
  const upper = text.toUpperCase();
  if (/^[A-Z]{2}-[A-Z0-9]{1,3}$/.test(upper)) return upper;
  const state = country === 'US' ? stateCodes.get(text.toLowerCase()) : undefined;
  if (state) return `US-${state}`;
  return /^[A-Z0-9]{1,3}$/.test(upper) && country !== '' ? `${country}-${upper}` : undefined;
}
