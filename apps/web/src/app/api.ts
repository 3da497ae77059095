import {
  acceptInvitation,
  login,
  loginByLink,
  makeClient,
  refresh as refreshRoute,
  resetPassword,
} from '@offhook/contract';
import { clock } from './clock.ts';

// These answer 401 for their own reasons, which no refresh would change.
const withoutSession = new Set<string>(
  [login, loginByLink, refreshRoute, acceptInvitation, resetPassword].map((route) => route.path),
);
const refreshedAtKey = 'offhook.refreshed-at';
let whenSessionEnds = () => {};
let refreshing: Promise<boolean> | undefined;

/** The typed client of the page: session by cookie, one refresh after a 401, then the same request once more. */
export const api = makeClient({ baseUrl: '', fetch: inSession(fetch) });

/** Registers what to do once the session is over and cannot be refreshed. */
export function onSessionEnd(run: () => void): void {
  whenSessionEnds = run;
}

export function endSession(): void {
  whenSessionEnds();
}

/** Sends in the session of the page, also by a way of its own, such as one that tells its progress. */
export function inSession(send: typeof fetch): typeof fetch {
  return async (input, init = {}) => {
    const sentAt = clock.nowMs();
    const response = await send(input, withCsrf(init));
    if (response.status !== 401 || withoutSession.has(String(input))) return response;
    refreshing ??= refreshInOneTab(sentAt).finally(() => {
      refreshing = undefined;
    });
    if (await refreshing) return send(input, withCsrf(init));
    whenSessionEnds();
    return response;
  };
}

// The refresh cookie is rotated: two tabs that refresh at once would look like a stolen cookie.
async function refreshInOneTab(sentAt: number): Promise<boolean> {
  const run = () => (Number(localStorage.getItem(refreshedAtKey)) > sentAt ? Promise.resolve(true) : refresh());
  return navigator.locks ? await navigator.locks.request('offhook-refresh', run) : await run();
}

async function refresh(): Promise<boolean> {
  const response = await fetch(refreshRoute.path, withCsrf({ method: 'POST', credentials: 'same-origin' }));
  if (response.ok) localStorage.setItem(refreshedAtKey, String(clock.nowMs()));
  return response.ok;
}

function withCsrf(init: RequestInit): RequestInit {
  if (!init.method || init.method === 'GET') return init;
  const headers = new Headers(init.headers);
  const token = csrfToken();
  if (token) headers.set('x-csrf-token', token);
  return { ...init, headers };
}

function csrfToken(): string | undefined {
  const pair = document.cookie.split('; ').find((cookie) => cookie.startsWith('offhook_csrf='));
  return pair && decodeURIComponent(pair.slice('offhook_csrf='.length));
}
