import { cardinalWords, ordinalWords, yearWords } from './number-words.ts';

const months = 'January February March April May June July August September October November December'.split(' ');

/**
 * The words for a text inside SSML's `<say-as>`. What does not fit its interpretation is said as it stands.
 *
 * @param interpretAs as in Amazon Polly's documentation ("say-as", 2026-11), and `currency`
 * @param format the order of day, month and year, for dates
 * @example
 * wordsFor('212', 'digits'); // 'two, one, two'
 */
export function wordsFor(text: string, interpretAs: string | undefined, format?: string): string {
  const plain = text.trim();
  return interpretations[interpretAs ?? '']?.(plain, format) ?? plain;
}

type Interpret = (text: string, format: string | undefined) => string | undefined;

const interpretations: Record<string, Interpret> = {
  characters: spelt,
  'spell-out': spelt,
  digits: spelt,
  verbatim: spelt,
  telephone,
  cardinal,
  number: cardinal,
  ordinal: (text) => (wholeOf(text) === undefined ? undefined : ordinalWords(wholeOf(text) ?? 0)),
  fraction,
  date,
  time,
  currency,
  expletive: () => 'beep',
};

const marks: Record<string, string> = {
  '.': 'dot',
  ',': 'comma',
  '-': 'dash',
  '/': 'slash',
  '@': 'at',
  '#': 'pound',
  '*': 'star',
  '+': 'plus',
  _: 'underscore',
  ':': 'colon',
};

// A comma after each keeps them apart. The letter a alone would be read as the article.
function spelt(text: string): string {
  const names = [...text].filter((letter) => letter.trim() !== '').map(letterName);
  return names.join(', ');
}

function letterName(letter: string): string {
  if (/\d/.test(letter)) return cardinalWords(Number(letter));
  return marks[letter] ?? (letter.toLowerCase() === 'a' ? 'ay' : letter.toUpperCase());
}

// Digit by digit, with a longer pause between groups.
function telephone(text: string): string {
  const groups = text.match(/\d+|[*#]/g) ?? [];
  const international = text.startsWith('+') ? ['plus'] : [];
  return [...international, ...groups.map((group) => [...group].map(letterName).join(' '))].join(', ');
}

function wholeOf(text: string): number | undefined {
  const digits = text.replaceAll(',', '').replace(/(st|nd|rd|th)$/i, '');
  return /^\d{1,15}$/.test(digits) ? Number(digits) : undefined;
}

function cardinal(text: string): string | undefined {
  const [, sign = '', whole = '', decimals = ''] = /^([-+]?)([\d,]+)(?:\.(\d+))?$/.exec(text) ?? [];
  const value = wholeOf(whole);
  if (value === undefined) return undefined;
  const point = decimals === '' ? '' : ` point ${[...decimals].map(letterName).join(' ')}`;
  return `${sign === '-' ? 'minus ' : ''}${cardinalWords(value)}${point}`;
}

function fraction(text: string): string | undefined {
  const [, whole, over, under] = /^(?:(\d{1,9})[ +])?(\d{1,9})\/([1-9]\d{0,8})$/.exec(text) ?? [];
  if (over === undefined || under === undefined) return undefined;
  const plural = Number(over) === 1 ? '' : 's';
  const part = Number(under) === 2 ? (plural ? 'halves' : 'half') : `${ordinalWords(Number(under))}${plural}`;
  const mixed = whole === undefined ? '' : `${cardinalWords(Number(whole))} and `;
  return `${mixed}${cardinalWords(Number(over))} ${part}`;
}

function date(text: string, format = 'mdy'): string | undefined {
  const isCompact = /^\d{8}$/.test(text);
  const order = isCompact || format === 'yyyymmdd' ? 'ymd' : format;
  const parts = isCompact ? [text.slice(0, 4), text.slice(4, 6), text.slice(6)] : text.split(/[-/. ]+/);
  // A year in front cannot be mistaken, whatever the format says.
  const places = /^\d{4}$/.test(parts[0] ?? '') ? 'ymd'.slice(0, parts.length) : order;
  if (parts.length !== places.length || !parts.every((part) => /^\d{1,4}$/.test(part))) return undefined;
  const at = (place: string) => (places.includes(place) ? Number(parts[places.indexOf(place)]) : undefined);
  const month = months[(at('m') ?? 0) - 1];
  const day = at('d');
  const year = at('y');
  if (at('m') !== undefined && month === undefined) return undefined;
  const beginning = [month, day === undefined ? undefined : ordinalWords(day)].filter(Boolean).join(' ');
  return [beginning, year === undefined ? '' : yearWords(year)].filter(Boolean).join(', ');
}

function time(text: string): string | undefined {
  const duration = /^(?:(\d+)')?(?:(\d+)")?$/.exec(text);
  if (duration?.[0]) return [unit(duration[1], 'minute'), unit(duration[2], 'second')].filter(Boolean).join(' ');
  const [, hours, minutes = '', half = ''] = /^(\d{1,2}):(\d\d)(?::\d\d)?\s*([ap]\.?m\.?)?$/i.exec(text) ?? [];
  if (hours === undefined) return undefined;
  const past = Number(minutes);
  const spoken = past === 0 ? (half ? '' : " o'clock") : ` ${past < 10 ? 'oh ' : ''}${cardinalWords(past)}`;
  const suffix = half ? ` ${half[0]?.toUpperCase()} M` : '';
  return `${cardinalWords(Number(hours))}${spoken}${suffix}`;
}

function unit(count: string | undefined, name: string): string {
  if (count === undefined) return '';
  return `${cardinalWords(Number(count))} ${name}${Number(count) === 1 ? '' : 's'}`;
}

const currencies: Record<string, [string, string]> = {
  $: ['dollar', 'cent'],
  '€': ['euro', 'cent'],
  '£': ['pound', 'penny'],
};

function currency(text: string): string | undefined {
  const [, sign = '', whole = '', parts] = /^([$€£])([\d,]+)(?:\.(\d\d))?$/.exec(text) ?? [];
  const [name, part] = currencies[sign] ?? [];
  if (name === undefined || part === undefined || wholeOf(whole) === undefined) return undefined;
  const smaller = Number(parts ?? 0) === 0 ? '' : ` and ${unit(parts, part).replace('pennys', 'pence')}`;
  return `${unit(whole.replaceAll(',', ''), name)}${smaller}`;
}
