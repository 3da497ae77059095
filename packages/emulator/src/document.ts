import { parseTwiml, RootIsNotResponse, UnparseableTwiml, type Verb } from '@offhook/twiml';
import { LRUCache } from 'lru-cache';
import type { Target } from './call.ts';
import { type Exchange, noteCall } from './exchange.ts';
import { ignoredIn } from './ignored-attributes.ts';
import { askForDocument } from './mischief/documents.ts';
import { standardParameters } from './parameters.ts';
import type { Task } from './task.ts';
import { type Answer, mostDocumentBytes, textOf, WebhookFailed } from './webhook.ts';
import { callOf } from './world.ts';

/**
 * Where the next document comes from: inline text, which `isUpdate` when it was put in place of what a live call ran, or a
 * request with what is sent besides the standard parameters.
 */
export type Source = { twiml: string; isUpdate?: boolean } | (Target & { extra?: Record<string, string> });

/** Verbs to run, and the address against which their URLs are resolved. */
export interface Document {
  verbs: Verb[];
  /** Undefined for inline TwiML, which has no address. */
  origin?: Target;
  /** Whether it is inline TwiML that updated a live call. */
  isUpdate?: boolean;
}

/** Gets and reads a document; throws {@link WebhookFailed} with Twilio's error number. */
export function* fetchDocument(exchange: Exchange, callSid: string, source: Source): Task<Document> {
  if ('twiml' in source) {
    const { twiml, isUpdate } = source;
    noteCall(exchange, callSid, { type: 'document', twiml });
    return { verbs: readTwiml(exchange, callSid, twiml, ''), ...(isUpdate ? { isUpdate } : {}) };
  }
  const params = Object.assign(standardParameters(exchange, callOf(exchange.world, callSid)), source.extra);
  const answer = yield* askForDocument(exchange, callSid, source, params);
  const { url } = answer;
  const { method } = source;
  if (!isSound(answer)) noteCall(exchange, callSid, { type: 'document', twiml: textOf(answer.body), url, method });
  return { verbs: verbsFrom(exchange, callSid, answer), origin: { url, method } };
}

function isSound({ contentType }: Answer): boolean {
  return contentType.startsWith('audio/');
}

// https://www.twilio.com/docs/voice/twiml#responding-to-twilio (read 2026-11-21): sounds are played, plain text is spoken.
function verbsFrom(exchange: Exchange, callSid: string, answer: Answer): Verb[] {
  const { url, contentType, body } = answer;
  if (answer.status >= 300) throw new WebhookFailed(11200, url, `The application answered ${answer.status}`);
  if (answer.isTooLong || (!isSound(answer) && body.length > mostDocumentBytes)) {
    throw new WebhookFailed(11750, url, `The document is longer than ${mostDocumentBytes} bytes`);
  }
  if (isSound(answer)) return playedAtOnce(exchange, callSid, answer);
  const text = textOf(body);
  if (text.trim() === '') throw new WebhookFailed(11770, url, 'The answer is empty');
  if (['text/xml', 'application/xml', 'text/html'].includes(contentType)) {
    return readTwiml(exchange, callSid, text, url);
  }
  if (contentType === 'text/plain') return readPlain(exchange, callSid, text, url);
  throw new WebhookFailed(12300, url, `The content type '${contentType}' is no TwiML`);
}

// The sound is here already, and was perhaps the answer to a POST: it is not asked for again.
function playedAtOnce(exchange: Exchange, callSid: string, { url, contentType, body }: Answer): Verb[] {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  exchange.web.answeredMedia.set(`${callSid} ${url}`, { bytes, contentType });
  noteCall(exchange, callSid, { type: 'document', twiml: `(${contentType}, ${bytes.length} bytes)`, url });
  return [{ verb: 'play', url }];
}

function readPlain(exchange: Exchange, callSid: string, text: string, url: string): Verb[] {
  try {
    return readTwiml(exchange, callSid, text, url);
  } catch (error) {
    if (error instanceof WebhookFailed) return [{ verb: 'say', text }];
    throw error;
  }
}

function readTwiml(exchange: Exchange, callSid: string, xml: string, url: string): Verb[] {
  const { verbs, warnings } = parsed(xml, url);
  for (const { code, specificCode = code, message } of warnings) {
    noteCall(exchange, callSid, { type: 'warned', code: specificCode, message });
  }
  return verbs;
}

interface Read {
  verbs: Verb[];
  warnings: { code: number; specificCode?: number; message: string }[];
}

// Documents repeat, and what was read of one is never changed.
const parsedBefore = new LRUCache<string, Read>({
  maxSize: 4 * 1024 * 1024,
  sizeCalculation: (_, xml) => xml.length + 500,
});

function parsed(xml: string, url: string): Read {
  const before = parsedBefore.get(xml);
  if (before) return before;
  try {
    const { verbs, warnings } = parseTwiml(xml);
    const read = { verbs, warnings: [...warnings, ...ignoredIn(verbs).map((message) => ({ code: 12200, message }))] };
    parsedBefore.set(xml, read);
    return read;
  } catch (error) {
    if (error instanceof UnparseableTwiml || error instanceof RootIsNotResponse) {
      throw new WebhookFailed(error.code, url, error.message);
    }
    throw error;
  }
}

/** The absolute form of a URL in a document. An empty one is the document itself. */
export function resolveUrl(document: Document, url: string): string {
  if (url === '') {
    if (!document.origin) throw new WebhookFailed(11100, url, 'Inline TwiML has no address of its own');
    return document.origin.url;
  }
  if (URL.canParse(url)) return url;
  if (document.origin && URL.canParse(url, document.origin.url)) return new URL(url, document.origin.url).href;
  // https://www.twilio.com/docs/api/errors/15004 (read 2026-11-21)
  if (document.isUpdate)
    throw new WebhookFailed(15004, url, `${url} must be absolute in TwiML that updates a live call`);
  throw new WebhookFailed(11100, url, `${url} is no absolute URL`);
}
