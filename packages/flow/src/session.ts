import type { FlowSession } from './node-kind.ts';
import { longestValue, mostVariables } from './variables.ts';

/** Where a call stands that has just come in. `caller` and `called` are E.164 where the carrier knew numbers. */
export function newSession(
  version: string | null,
  { caller, called }: { caller: string; called: string },
): FlowSession {
  return { at: null, version, variables: { caller, called }, secrets: [], turn: 0, memo: {}, documents: 0 };
}

/** All values together have so many bytes at most: the session travels in an address. */
const mostBytes = 2000;
const encoder = new TextEncoder();

/** The session with one more value, cut to what a session can carry; beyond the most variables nothing is added. */
export function withValue(
  session: FlowSession,
  name: string,
  value: string,
  { secret = false }: { secret?: boolean } = {},
): FlowSession {
  if (!Object.hasOwn(session.variables, name) && Object.keys(session.variables).length >= mostVariables) return session;
  const others = session.secrets.filter((each) => each !== name);
  const rest = Object.entries(session.variables).filter(([other]) => other !== name);
  const left = mostBytes - rest.reduce((sum, [, text]) => sum + encoder.encode(text).length, 0);
  return {
    ...session,
    variables: { ...session.variables, [name]: cut(value.slice(0, longestValue), left) },
    secrets: secret ? [...others, name] : others,
  };
}

function cut(value: string, bytes: number): string {
  let text = wellFormed(value);
  while (encoder.encode(text).length > Math.max(0, bytes)) text = wellFormed(text.slice(0, -1));
  return text;
}

// Half a surrogate pair, as a cut leaves it, makes encodeURIComponent throw.
const wellFormed = (text: string) => (text.isWellFormed() ? text : text.replaceAll(/\p{Surrogate}/gu, ''));
