/**
 * A prototype whose members are made when they are first asked for, and kept on the object from then on. A million calls that
 * only wait do without what few of them will ever use.
 *
 * @example
 * const lazy = lazily<{ seen: Set<string> }, 'seen'>({ seen: () => new Set() });
 * const call: { seen: Set<string> } = Object.create(lazy);
 * call.seen.add('a');
 */
export function lazily<Owner extends object, Name extends keyof Owner>(
  makers: {
    [Each in Name]: (owner: Owner) => Owner[Each];
  },
): Pick<Owner, Name> {
  const prototype = {};
  for (const [name, make] of Object.entries<(owner: Owner) => unknown>(makers)) {
    Object.defineProperty(prototype, name, {
      get(this: Owner) {
        const value = make(this);
        Object.defineProperty(this, name, { value, writable: true, enumerable: true, configurable: true });
        return value;
      },
    });
  }
  // Each member is there, by its getter.
  return prototype as Pick<Owner, Name>;
}
