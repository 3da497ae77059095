import { rfc2822 } from '../parameters.ts';
import { readForm } from './form.ts';
import { accountsPath, type Operation, type RestRequest } from './operation.ts';

export const tokenOperations: readonly Operation[] = [
  { id: 'CreateToken', method: 'POST', path: `${accountsPath}/Tokens.json`, status: 201, run: createToken },
];

/** Credentials for Twilio's STUN and TURN servers. They are of the right form and open nothing. */
function createToken({ exchange, account, form }: RestRequest) {
  const ttl = readForm(form, ['Ttl']).integer('Ttl', { least: 1, most: 86_400, code: 20001 }) ?? 86_400;
  const username = Buffer.from(exchange.random.bytes(32)).toString('hex');
  const password = Buffer.from(exchange.random.bytes(32)).toString('base64');
  const now = rfc2822(exchange.clock.nowMs());
  const stun = 'stun:global.stun.twilio.com:3478';
  const turn = (query: string) => {
    const url = `turn:global.turn.twilio.com:${query}`;
    return { url, urls: url, username, credential: password };
  };
  return {
    account_sid: account.sid,
    username,
    password,
    ttl: String(ttl),
    ice_servers: [
      { url: stun, urls: stun },
      turn('3478?transport=udp'),
      turn('3478?transport=tcp'),
      turn('443?transport=tcp'),
    ],
    date_created: now,
    date_updated: now,
  };
}
