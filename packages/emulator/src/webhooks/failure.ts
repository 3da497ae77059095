/** What a retry policy may try again: a connection that failed, or an answer that did not come in time. */
export type Retriable = 'ct' | 'rt';

/** A request to the application did not bring an answer; `code` is Twilio's number for the reason. */
export class WebhookFailed extends Error {
  override name = 'WebhookFailed';
  readonly code: number;
  readonly url: string;
  readonly retriable: Retriable | undefined;
  constructor(code: number, url: string, message: string, retriable?: Retriable) {
    super(message);
    this.code = code;
    this.url = url;
    this.retriable = retriable;
  }
}

/**
 * Twilio's number for what the network said, by the error codes of Node, OpenSSL and undici.
 *
 * @see https://www.twilio.com/docs/api/errors (read 2026-11-21)
 */
export function failureOf(error: unknown, url: string): WebhookFailed {
  if (error instanceof WebhookFailed) return error;
  const { code, message } = rootOf(error);
  if (unknownHost.has(code)) return new WebhookFailed(11210, url, `The host name is not known: ${message}`);
  if (code === 'ECONNREFUSED') return new WebhookFailed(11202, url, `The connection was refused: ${message}`, 'ct');
  if (connectTimeouts.has(code)) return new WebhookFailed(11201, url, 'No TCP connection in time', 'ct');
  if (readTimeouts.has(code)) return new WebhookFailed(11200, url, 'No answer in time', 'rt');
  const certificate = certificates.get(code);
  if (certificate) return new WebhookFailed(certificate, url, `The certificate is not valid: ${message}`);
  if (/^(ERR_SSL_|ERR_TLS_|EPROTO)/.test(code))
    return new WebhookFailed(11220, url, `The TLS handshake failed (is it http: there?): ${message.trim()}`);
  if (code.startsWith('HPE_') || protocolBreaches.has(code))
    return new WebhookFailed(11206, url, `That is not HTTP: ${message}`);
  return new WebhookFailed(11205, url, `No connection: ${message}`, 'ct');
}

const unknownHost = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_NONAME']);
const connectTimeouts = new Set(['UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT']);
const readTimeouts = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'TimeoutError']);
const protocolBreaches = new Set([
  ...[
    'HTTPParserError',
    'UND_ERR_HEADERS_OVERFLOW',
    'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
    'UND_ERR_RES_EXCEEDED_MAX_SIZE',
  ],
]);

const certificates = new Map([
  ['ERR_TLS_CERT_ALTNAME_INVALID', 11235],
  ['CERT_HAS_EXPIRED', 11236],
  ['CERT_NOT_YET_VALID', 11236],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 11237],
  ['UNABLE_TO_GET_ISSUER_CERT', 11237],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 11237],
  ['SELF_SIGNED_CERT_IN_CHAIN', 11237],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 11237],
  ['CERT_UNTRUSTED', 11237],
]);

// fetch wraps what happened in the `cause` of a TypeError, and several addresses of one host in an AggregateError.
function rootOf(error: unknown): { code: string; message: string } {
  if (error instanceof AggregateError && error.errors.length > 0) return rootOf(error.errors[0]);
  if (!(error instanceof Error)) return { code: '', message: String(error) };
  if (error.cause instanceof Error) return rootOf(error.cause);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return { code, message: error.message };
}
