// Sends whatever a Node program asks of Twilio to an emulator instead, without a change to the program:
//   EMULATOR_URL=http://127.0.0.1:4650 NODE_OPTIONS="--import @offhook/emulator/preload" node app.js
import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';

const address = process.env.EMULATOR_URL ?? 'http://127.0.0.1:4650';
if (!URL.canParse(address))
  throw new Error(`EMULATOR_URL must be a URL such as http://127.0.0.1:4650, not '${address}'.`);
const emulator = new URL(address);

type Answered = (response: IncomingMessage) => void;

function isTwilio(host: string | null | undefined): boolean {
  return /(^|\.)twilio\.com$/i.test((host ?? '').split(':')[0] ?? '');
}

function optionsFrom(address: string | URL | RequestOptions): RequestOptions {
  if (typeof address !== 'string' && !(address instanceof URL)) return address;
  const { hostname, pathname, search, username, password } = new URL(address);
  const auth = username === '' ? undefined : `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { hostname, path: pathname + search, auth };
}

/** The request that goes to the emulator, or undefined when it is not for Twilio. */
function redirected(address: string | URL | RequestOptions, more: RequestOptions): RequestOptions | undefined {
  const options = { ...optionsFrom(address), ...more };
  const host = options.hostname ?? options.host;
  if (!isTwilio(host)) return undefined;
  const { hostname, port } = emulator;
  const headers = { ...options.headers, 'x-original-host': host ?? '' };
  // An agent for TLS cannot carry a plain request.
  return { ...options, protocol: 'http:', host: hostname, hostname, port, agent: undefined, headers };
}

const original = { request: https.request, get: https.get, fetch: globalThis.fetch };

function request(
  address: string | URL | RequestOptions,
  options?: RequestOptions | Answered,
  answered?: Answered,
): ClientRequest {
  const more = typeof options === 'object' ? options : {};
  const listener = typeof options === 'function' ? options : answered;
  const ours = redirected(address, more);
  if (ours) return http.request(ours, listener);
  const theirs = { ...optionsFrom(address), ...more };
  return typeof address === 'object' && !(address instanceof URL)
    ? original.request(theirs, listener)
    : original.request(address, more, listener);
}

https.request = request;
https.get = (...asked: Parameters<typeof request>) => {
  const asking = request(...asked);
  asking.end();
  return asking;
};
syncBuiltinESMExports();

globalThis.fetch = (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input);
  if (!isTwilio(url.hostname)) return original.fetch(input, init);
  const ours = new URL(url.pathname + url.search, emulator);
  return original.fetch(input instanceof Request ? new Request(ours, input) : ours, init);
};
