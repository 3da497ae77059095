import type { Exchange } from '../exchange.ts';

type Parameters = Record<string, string>;

/** Parameters with some of them set, left out or counted on. */
export function altered(
  exchange: Exchange,
  given: Parameters,
  { set = {}, shift = {} }: { set?: Record<string, string | null>; shift?: Record<string, number> },
): Parameters {
  const parameters = { ...given };
  for (const [name, value] of Object.entries(set)) {
    if (value === null) delete parameters[name];
    else parameters[name] = meaning(exchange, given, value);
  }
  for (const [name, by] of Object.entries(shift)) {
    if (parameters[name] !== undefined) parameters[name] = String(Number(parameters[name]) + by);
  }
  return parameters;
}

function meaning(exchange: Exchange, { AccountSid }: Parameters, value: string): string {
  if (value === '$unknown-call') return unknownSid;
  if (value !== '$other-account-call') return value;
  for (const call of exchange.world.calls.values()) if (call.accountSid !== AccountSid) return call.sid;
  return unknownSid;
}

const unknownSid = `CA${'0'.repeat(32)}`;

/**
 * Other parameters under the same signature: the signed text has no mark between a name and its value, so the first letter
 * of the last value can move to its name.
 */
export function resplit(given: Parameters): Parameters {
  const last = Object.keys(given)
    .filter((name) => given[name] !== '')
    .sort()
    .at(-1);
  if (last === undefined) return given;
  const { [last]: value = '', ...rest } = given;
  return { ...rest, [last + value.charAt(0)]: value.slice(1) };
}
