import type { Role } from '@offhook/contract';
import type { Clock, Id } from '@offhook/kit';
import { createRemoteJWKSet, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Config } from './config.ts';
import { type Keys, secretHash } from './keys.ts';

/** What an access token says. It is short-lived; rights are looked up again with each request. */
export interface AccessToken {
  tenantId: Id<'workspace'>;
  personId: Id<'person'>;
  sessionId: Id<'session'>;
}

/** A token of an external issuer, proven; whom it stands for is found by e-mail. */
export interface ExternalToken {
  email: string;
}

export interface Tokens {
  sign(token: AccessToken): Promise<{ text: string; expiresAt: Date }>;
  verify(text: string): Promise<{ own: AccessToken } | { external: ExternalToken } | undefined>;
  signTicket(token: AccessToken & { role: Role }): Promise<{ text: string; expiresAt: Date }>;
  verifyTicket(text: string): Promise<(AccessToken & { role: Role; ticketId: string }) | undefined>;
}

const issuer = 'offhook';
const lifeSeconds = 600;
const ticketSeconds = 30;

const OwnClaims = z.object({ sub: z.string(), tenant_id: z.string(), sid: z.string() });
const TicketClaims = OwnClaims.extend({ role: z.enum(['viewer', 'agent', 'manager', 'admin']), jti: z.string() });

export function makeTokens(config: Config['tokens'], keys: Keys, clock: Clock): Tokens {
  const kid = secretHash(Buffer.from(keys.token).toString('hex')).toString('hex').slice(0, 8);
  const external = config.external;
  const remoteKeys = external && createRemoteJWKSet(new URL(external.jwksUrl));

  const sign = async (token: AccessToken, audience: string, seconds: number, claims: JWTPayload) => {
    const now = Math.floor(clock.nowMs() / 1000);
    const text = await new SignJWT({ tenant_id: token.tenantId, sid: token.sessionId, ...claims })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid })
      .setSubject(token.personId)
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt(now)
      .setExpirationTime(now + seconds)
      .sign(keys.token);
    return { text, expiresAt: new Date((now + seconds) * 1000) };
  };

  const claimsOf = async (text: string, audience: string): Promise<JWTPayload | undefined> => {
    const options = {
      algorithms: ['HS256'],
      issuer,
      audience,
      requiredClaims: ['exp', 'sub'],
      currentDate: clock.now(),
    };
    const verified = await jwtVerify(text, keys.token, options).catch(() => undefined);
    return verified?.protectedHeader.kid === kid ? verified.payload : undefined;
  };

  const externalEmail = async (text: string): Promise<string | undefined> => {
    if (!external || !remoteKeys) return undefined;
    const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'ES256', 'ES384', 'EdDSA'];
    const options = {
      algorithms,
      issuer: external.issuer,
      audience: external.audience,
      requiredClaims: ['exp', 'sub'],
    };
    const verified = await jwtVerify(text, remoteKeys, { ...options, currentDate: clock.now() }).catch(() => undefined);
    const { email, email_verified: emailVerified } = verified?.payload ?? {};
    return typeof email === 'string' && emailVerified !== false ? email.toLowerCase() : undefined;
  };

  return {
    sign: (token) => sign(token, 'offhook', lifeSeconds, {}),
    async verify(text) {
      const own = OwnClaims.safeParse(await claimsOf(text, 'offhook'));
      if (own.success) return { own: accessToken(own.data) };
      const email = await externalEmail(text);
      return email ? { external: { email } } : undefined;
    },
    signTicket: ({ role, ...token }) =>
      sign(token, 'offhook-socket', ticketSeconds, { role, jti: crypto.randomUUID() }),
    async verifyTicket(text) {
      const claims = TicketClaims.safeParse(await claimsOf(text, 'offhook-socket'));
      return claims.success
        ? { ...accessToken(claims.data), role: claims.data.role, ticketId: claims.data.jti }
        : undefined;
    },
  };
}

// We signed these claims, from ids of these kinds.
function accessToken(claims: z.infer<typeof OwnClaims>): AccessToken {
  return {
    tenantId: claims.tenant_id as Id<'workspace'>,
    personId: claims.sub as Id<'person'>,
    sessionId: claims.sid as Id<'session'>,
  };
}
