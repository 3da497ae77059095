/** Items of a text with commas or lines between: `itemsOf('sales, buy')` is `['sales', 'buy']`. */
export function itemsOf(text: string): string[] {
  return [...new Set(text.split(/[,\n]/).map((item) => item.trim()))].filter((item) => item !== '');
}

/** Numbers, or beginnings of numbers with `*`; spaces and dashes that people write are left out. */
export function numbersOf(text: string): string[] {
  return [...new Set(itemsOf(text).map((item) => item.replaceAll(/[\s().-]/g, '')))];
}
