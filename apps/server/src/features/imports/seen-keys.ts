/**
 * Remembers which texts were there, in 8 bytes each instead of the texts: millions stay flat in memory. Two texts are taken
 * for one once in 2^53 / n²; it only tells people how many rows repeat others, and decides nothing.
 */
export interface SeenKeys {
  /** True when the text was added before. */
  add(text: string): boolean;
}

export function makeSeenKeys(): SeenKeys {
  let table = new Float64Array(1 << 12);
  let size = 0;
  const place = (slots: Float64Array, hash: number): number => {
    let at = hash % slots.length;
    while (slots[at] !== 0 && slots[at] !== hash) at = (at + 1) % slots.length;
    return at;
  };
  const grow = () => {
    const wider = new Float64Array(table.length * 2);
    for (const hash of table) if (hash !== 0) wider[place(wider, hash)] = hash;
    table = wider;
  };
  return {
    add(text) {
      const hash = hashOf(text);
      const at = place(table, hash);
      if (table[at] === hash) return true;
      table[at] = hash;
      size += 1;
      if (size * 2 > table.length) grow();
      return false;
    },
  };
}

/** 53 bits of two FNV-1a of different beginnings; never 0. */
function hashOf(text: string): number {
  let [one, other] = [0x811c9dc5, 0x1b873593];
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    one = Math.imul(one ^ code, 0x01000193);
    other = Math.imul(other ^ (code + index), 0x01000193);
  }
  return (one >>> 11) * 2 ** 32 + (other >>> 0) + 1;
}
