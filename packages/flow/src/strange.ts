const deepest = 12;
const mostValues = 5000;
const longestText = 20_000;

/** What no data of a node may have, each with the way to it: a name that programs give a meaning, and too much of anything. */
export function strangeIn(data: unknown): { path: string; sentence: string }[] {
  const waiting: { value: unknown; path: string; depth: number }[] = [{ value: data, path: '', depth: 0 }];
  for (const { value, path, depth } of waiting) {
    if (typeof value === 'string' && value.length > longestText)
      return [{ path, sentence: 'has a text that is too long.' }];
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= deepest) return [{ path, sentence: 'has data that is nested too deeply.' }];
    for (const [name, inner] of Object.entries(value)) {
      const at = path === '' ? name : `${path}.${name}`;
      if (name === '__proto__') return [{ path: at, sentence: `has a field "${name}", which no data may have.` }];
      waiting.push({ value: inner, path: at, depth: depth + 1 });
    }
    if (waiting.length > mostValues) return [{ path: '', sentence: `has more than ${mostValues} values.` }];
  }
  return [];
}
