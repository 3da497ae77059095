/**
 * The same text in the letters that the speech synthesiser knows: accents go, typographic marks become plain ones, and
 * what cannot be spoken (other scripts, pictures, control characters) is left out. Nothing to say gives an empty text.
 *
 * @example
 * speakable('Café “Zoë” – 日本'); // 'Cafe "Zoe" -'
 */
export function speakable(text: string): string {
  const plain = text
    .replace(/[‘’‚‛′]/gu, "'")
    .replace(/[“”„‟″«»]/gu, '"')
    .replace(/[‐-―−]/gu, '-')
    .replace(/[ßæœøđłÆŒØĐŁ]/gu, (letter) => spellings[letter] ?? letter)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x21-\x7e]+/gu, ' ')
    .trim();
  return /[A-Za-z0-9%$&@+=*#]/.test(plain) ? plain : '';
}

const spellings: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ł: 'l',
  Æ: 'AE',
  Œ: 'OE',
  Ø: 'O',
  Đ: 'D',
  Ł: 'L',
};
