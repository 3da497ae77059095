import type { FlowSession } from './node-kind.ts';
import { longestValue, mostVariables } from './variables.ts';

/** Where a call stands that has just come in. `caller` and `called` are E.164 where the carrier knew numbers. */
export function newSession(
  version: string | null,
  { caller, called }: { caller: string; called: string },
): FlowSession {
  return { at: null, version, variables: { caller, called }, secrets: [], turn: 0, memo: {}, documents: 0 };
}

/** All values together have so many characters at most: the session travels in an address. */
const mostText = 2000;

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
  const left = mostText - rest.reduce((sum, [, text]) => sum + text.length, 0);
  return {
    ...session,
    variables: { ...session.variables, [name]: wellFormed(value.slice(0, Math.max(0, Math.min(longestValue, left)))) },
    secrets: secret ? [...others, name] : others,
  };
}

// Half a surrogate pair, as a cut leaves it, makes encodeURIComponent throw.
const wellFormed = (text: string) => (text.isWellFormed() ? text : text.replaceAll(/\p{Surrogate}/gu, ''));
