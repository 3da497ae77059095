import type { Account } from '../accounts/account.ts';
import type { Exchange } from '../exchange.ts';

/** A request that was authenticated, with its form read. */
export interface RestRequest {
  exchange: Exchange;
  /** The account in the path; on hosts without one the account that asks. */
  account: Account;
  /** The account that asks: the one in the path or its owner. */
  caller: Account;
  /** A part of the path by its name in the template, without `.json`. */
  part(name: string): string;
  path: string;
  query: URLSearchParams;
  form: URLSearchParams;
  url: string;
  /** A header of the request, by its name in lower case. */
  header(name: string): string | undefined;
}

/**
 * One operation of Twilio's API, under the name and the path that Twilio's OpenAPI documents give it. What `run` returns is
 * the JSON of the answer, or a whole Response; what it changed is on disk before it is sent.
 */
export interface Operation {
  id: string;
  method: 'GET' | 'POST' | 'DELETE';
  /** Such as `/2010-04-01/Accounts/{AccountSid}/Calls/{Sid}.json`. */
  path: string;
  /** Of a good answer. Default 200, and 204 for DELETE. */
  status?: 200 | 201 | 202 | 204;
  /** Whether an API key may not do it, only the account's auth token. */
  needsToken?: boolean;
  /** Whether anybody may do it, with the account that the path names. */
  isOpen?(exchange: Exchange): boolean;
  run(request: RestRequest): unknown;
}

export const accountsPath = '/2010-04-01/Accounts/{AccountSid}';
