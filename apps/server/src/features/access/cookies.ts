import type { FastifyReply, FastifyRequest } from 'fastify';

/** The cookies of the page. Only the CSRF value can be read by a script; it must come back in a header. */
export const cookieNames = { session: 'offhook_session', refresh: 'offhook_refresh', csrf: 'offhook_csrf' } as const;

export function setSessionCookies(
  reply: FastifyReply,
  session: {
    token: string;
    refreshToken: string | undefined;
    tenantId: string;
    sessionId: string;
    csrf: string;
    days: number;
  },
  secure: boolean,
): void {
  const maxAge = session.days * 86_400;
  const common = { secure, sameSite: 'strict', path: '/', maxAge } as const;
  const refresh = [session.tenantId, session.sessionId, session.refreshToken].join('.');
  void reply.setCookie(cookieNames.session, session.token, { ...common, httpOnly: true });
  if (session.refreshToken) {
    void reply.setCookie(cookieNames.refresh, refresh, { ...common, httpOnly: true, path: '/api/auth' });
  }
  void reply.setCookie(cookieNames.csrf, session.csrf, common);
}

export function clearSessionCookies(reply: FastifyReply): void {
  void reply.clearCookie(cookieNames.session, { path: '/' });
  void reply.clearCookie(cookieNames.refresh, { path: '/api/auth' });
  void reply.clearCookie(cookieNames.csrf, { path: '/' });
}

/** The bearer token of a request, and whether it came by itself, with a cookie. */
export function bearerOf(request: FastifyRequest): { bearer: string; byCookie: boolean } | undefined {
  const header = request.headers.authorization;
  if (header) return /^Bearer \S+$/i.test(header) ? { bearer: header.slice(7), byCookie: false } : undefined;
  const cookie = request.cookies[cookieNames.session];
  return cookie ? { bearer: cookie, byCookie: true } : undefined;
}

export function refreshCookieOf(
  request: FastifyRequest,
): [tenantId: string, sessionId: string, token: string] | undefined {
  const parts = request.cookies[cookieNames.refresh]?.split('.') ?? [];
  const [tenantId, sessionId, token] = parts;
  return tenantId && sessionId && token && parts.length === 3 ? [tenantId, sessionId, token] : undefined;
}
