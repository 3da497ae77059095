import { Misuse } from './flags.ts';

export interface Box {
  url: string;
  accountSid: string;
  authToken: string;
  journal: string | undefined;
}

/** What the command says once it listens. */
export function banner({ url, accountSid, authToken, journal }: Box): string {
  return [
    'Offhook emulator: a Twilio Voice account on this machine. No call leaves it, nothing costs money.',
    `  API          ${url}`,
    `  Account SID  ${accountSid}`,
    `  Auth token   ${authToken}`,
    `  Page         ${url}/emulator/#sid=${accountSid}&token=${encodeURIComponent(authToken)}`,
    `  Journal      ${journal ?? 'none: calls are forgotten when it stops'}`,
  ].join('\n');
}

/** How to point a program at the emulator without a change to it, or with one line. */
export function forwarding(program: string, { url, accountSid, authToken }: Box, preload: string): string {
  const node = `EMULATOR_URL=${url} NODE_OPTIONS="--import ${preload}"`;
  const credentials = `TWILIO_ACCOUNT_SID=${accountSid} TWILIO_AUTH_TOKEN=${authToken}`;
  if (program === 'node') {
    return `A Node program that uses Twilio, unchanged:\n  ${node} ${credentials} node app.js`;
  }
  if (program === 'cli') return `Twilio's command line:\n  ${node} ${credentials} twilio api:core:calls:list`;
  if (program === 'sdk') {
    return `Twilio's SDK for Node:\n  const client = twilio('${accountSid}', '${authToken}');\n  client.api.baseUrl = '${url}';`;
  }
  throw new Misuse(`--forward-for must be node, cli or sdk, not '${program}'.`);
}
