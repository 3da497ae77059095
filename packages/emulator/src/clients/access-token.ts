import { decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from 'jose';
import { z } from 'zod';
import type { Exchange } from '../exchange.ts';
import { utc } from '../parameters.ts';
import { isIdentity } from '../telephone.ts';
import { ClientRefusal } from './refusal.ts';

/** What an access token lets its bearer do. */
export interface Grants {
  accountSid: string;
  identity: string;
  expiresAtMs: number;
  takesIncoming: boolean;
  outgoing?: { applicationSid: string; parameters: Record<string, string> };
}

const longestSeconds = 86_400;
/** The last second that a date can name. */
const lastSecond = 8_640_000_000_000;
const algorithms = ['HS256', 'HS384', 'HS512'];

/**
 * Reads an access token as Twilio's Voice SDK sends it. Times are those of the emulator's clock.
 *
 * @throws ClientRefusal with one of Twilio's numbers from 20101 to 20107, or 20157 for one that is valid too long
 * @see https://www.twilio.com/docs/iam/access-tokens (read 2026-11-21)
 * @example
 * const { identity } = await readAccessToken(exchange, new twilio.jwt.AccessToken(…).toJwt());
 */
export async function readAccessToken(exchange: Exchange, token: string): Promise<Grants> {
  const { alg, cty } = headerOf(token);
  if (!alg || !algorithms.includes(alg) || cty !== 'twilio-fpa;v=1') {
    throw new ClientRefusal(
      20102,
      `The header of an access token has cty twilio-fpa;v=1 and one of ${algorithms.join(', ')}.`,
    );
  }
  const { iss, sub } = claimsOf(token);
  const key = exchange.world.tables.keys.get(iss ?? '');
  const account = exchange.world.tables.accounts.get(sub ?? '');
  if (!key || key.accountSid !== sub || account?.status !== 'active') {
    throw new ClientRefusal(20103, 'The issuer of an access token is an API key of the account that is its subject.');
  }
  const payload = await verified(token, key.secret, exchange.clock.nowMs());
  return grantsIn(payload, key.accountSid, exchange.clock.nowMs());
}

function headerOf(token: string) {
  try {
    return decodeProtectedHeader(token);
  } catch {
    throw new ClientRefusal(20101, 'This is no access token: it must be a JSON Web Token.');
  }
}

const claims = z.object({ iss: z.string().optional(), sub: z.string().optional() });

/** What the token says of itself; not to be trusted before its signature is checked. */
function claimsOf(token: string): z.infer<typeof claims> {
  try {
    return claims.parse(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')));
  } catch {
    throw new ClientRefusal(20101, 'The claims of this access token cannot be read.');
  }
}

async function verified(token: string, secret: string, nowMs: number): Promise<JWTPayload> {
  try {
    const options = { algorithms, currentDate: utc(nowMs), requiredClaims: ['exp'] };
    const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), options);
    return payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw new ClientRefusal(20104, 'This access token has expired.');
    if (error instanceof errors.JWSSignatureVerificationFailed) {
      throw new ClientRefusal(20107, 'This access token is not signed with the secret of its API key.');
    }
    if (error instanceof errors.JWTClaimValidationFailed) throw unusable(error);
    throw new ClientRefusal(20101, 'This access token cannot be read.');
  }
}

function unusable({ claim }: errors.JWTClaimValidationFailed): ClientRefusal {
  if (claim === 'nbf') return new ClientRefusal(20105, 'This access token is not valid yet.');
  return new ClientRefusal(20104, 'This access token does not say when it expires.');
}

const voiceGrants = z.object({
  identity: z.string(),
  voice: z.object({
    incoming: z.object({ allow: z.boolean() }).optional(),
    outgoing: z
      .object({ application_sid: z.string(), params: z.record(z.string(), z.coerce.string()).optional() })
      .optional(),
  }),
});

function grantsIn({ exp = 0, iat, nbf, grants }: JWTPayload, accountSid: string, nowMs: number): Grants {
  if (exp - (iat ?? nbf ?? nowMs / 1000) > longestSeconds) {
    throw new ClientRefusal(20157, 'An access token must not be valid for longer than 24 hours.');
  }
  if (exp > lastSecond) throw new ClientRefusal(20104, 'This access token expires at no date there is.');
  const read = voiceGrants.safeParse(grants);
  if (!read.success || !isIdentity(read.data.identity)) {
    throw new ClientRefusal(20106, 'The grants of this access token name no identity or no right to voice calls.');
  }
  const { identity, voice } = read.data;
  const { incoming, outgoing } = voice;
  return {
    ...{ accountSid, identity, expiresAtMs: exp * 1000, takesIncoming: incoming?.allow === true },
    ...(outgoing ? { outgoing: { applicationSid: outgoing.application_sid, parameters: outgoing.params ?? {} } } : {}),
  };
}
