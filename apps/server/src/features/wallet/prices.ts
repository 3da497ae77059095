/** What can have a price. */
export type Priced =
  | 'outbound-minute'
  | 'inbound-minute'
  | 'machine-detection'
  | 'recording-minute'
  | 'recording-storage'
  | 'transcription-minute'
  | 'number-month'
  | 'message'
  | 'analysis';

export interface Price {
  what: Priced;
  /** The first day on which it holds. */
  from: string;
  micros: number;
  /** The other end, where the source names a range. */
  upToMicros?: number;
  /** Numbers that it is for: how they begin. Without: all that no longer prefix is for. */
  prefixes?: readonly string[];
  note?: string;
}

/** Prices as somebody published them. */
export interface PriceList {
  name: string;
  title: string;
  source: string;
  readOn: string;
  currency: 'USD';
  prices: readonly Price[];
}

const tollFree = ['+1800', '+1833', '+1844', '+1855', '+1866', '+1877', '+1888'];

/** Twilio's US list prices. They are what calls are estimated by. */
export const twilioList: PriceList = {
  name: 'twilio',
  title: 'Twilio US list price, mid-2026',
  source: 'https://www.twilio.com/en-us/voice/pricing/us',
  readOn: '2026-07-01',
  currency: 'USD',
  prices: [
    { what: 'outbound-minute', from: '2020-01-01', micros: 14_000, prefixes: ['+1'] },
    {
      what: 'outbound-minute',
      from: '2020-01-01',
      micros: 4_000,
      prefixes: ['client:', 'sip:'],
      note: 'not confirmed',
    },
    {
      what: 'outbound-minute',
      from: '2020-01-01',
      micros: 40_000,
      note: 'A guess for all other countries, until the carrier tells the price of the call.',
    },
    { what: 'inbound-minute', from: '2020-01-01', micros: 22_000, prefixes: tollFree },
    { what: 'inbound-minute', from: '2020-01-01', micros: 8_500 },
    { what: 'machine-detection', from: '2020-01-01', micros: 7_500 },
    { what: 'recording-minute', from: '2020-01-01', micros: 2_500 },
    {
      what: 'recording-storage',
      from: '2020-01-01',
      micros: 500,
      note: 'For a minute kept at Twilio for a month; the first 10,000 minutes of an account are free.',
    },
    { what: 'transcription-minute', from: '2020-01-01', micros: 50_000 },
  ],
};

/** The other lists are what documents of this kind of product reckon with: to compare, and to reckon as they do. */
export const priceLists: readonly PriceList[] = [
  twilioList,
  {
    name: 's1',
    title: 'Pricing reference of S1',
    source: 'S1, Twilio Pricing Reference',
    readOn: '2026-11-21',
    currency: 'USD',
    prices: [
      { what: 'outbound-minute', from: '2020-01-01', micros: 14_000 },
      { what: 'inbound-minute', from: '2020-01-01', micros: 8_500 },
      { what: 'machine-detection', from: '2020-01-01', micros: 7_500 },
      { what: 'recording-minute', from: '2020-01-01', micros: 2_500, note: 'S1 calls it recording storage.' },
      { what: 'transcription-minute', from: '2020-01-01', micros: 50_000 },
    ],
  },
  {
    name: 's2',
    title: 'Cost analysis of S2',
    source: 'S2, Cost Analysis (approximate)',
    readOn: '2026-11-21',
    currency: 'USD',
    prices: [
      { what: 'outbound-minute', from: '2020-01-01', micros: 13_000 },
      { what: 'inbound-minute', from: '2020-01-01', micros: 8_500 },
      { what: 'recording-storage', from: '2020-01-01', micros: 500, note: 'Free for the first 30 days.' },
      { what: 'transcription-minute', from: '2020-01-01', micros: 6_000 },
      { what: 'number-month', from: '2020-01-01', micros: 1_000_000 },
      { what: 'message', from: '2020-01-01', micros: 7_500 },
      { what: 'analysis', from: '2020-01-01', micros: 10_000 },
    ],
  },
  {
    name: 's4',
    title: 'Cost tracking of S4',
    source: 'S4, Cost Tracking (typical)',
    readOn: '2026-11-21',
    currency: 'USD',
    prices: [{ what: 'outbound-minute', from: '2020-01-01', micros: 10_000, upToMicros: 20_000 }],
  },
];

/** The price on a day: the one of the longest prefix that fits, and of those the newest that holds already. */
export function priceOn(list: PriceList, what: Priced, on: Date, number = ''): Price | undefined {
  const day = on.toISOString().slice(0, 10);
  const fits = list.prices
    .filter((price) => price.what === what)
    .map((price) => ({ price, length: fitOf(price, number) }))
    .filter(({ length }) => length >= 0);
  const longest = Math.max(...fits.map(({ length }) => length));
  const candidates = fits.filter(({ length }) => length === longest).map(({ price }) => price);
  const newestFirst = candidates.toSorted((one, other) => (one.from < other.from ? 1 : -1));
  // Of a day before all that we know the oldest price is the best guess.
  return newestFirst.find((price) => price.from <= day) ?? newestFirst.at(-1);
}

function fitOf({ prefixes }: Price, number: string): number {
  if (!prefixes) return 0;
  return Math.max(-1, ...prefixes.filter((prefix) => number.startsWith(prefix)).map((prefix) => prefix.length));
}
