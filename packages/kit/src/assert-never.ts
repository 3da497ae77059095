/**
 * Ends a switch over a union: a new member that nobody handles does not compile.
 *
 * @example
 * switch (tone) { case 'on': return 1; case 'off': return 0; default: return assertNever(tone); }
 */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}
