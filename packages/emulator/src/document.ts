import { parseTwiml, RootIsNotResponse, UnparseableTwiml, type Verb } from '@offhook/twiml';
import type { Target } from './call.ts';
import { type Exchange, noteCall } from './exchange.ts';
import { standardParameters } from './parameters.ts';
import type { Task } from './task.ts';
import { type Answer, ask, textOf, WebhookFailed } from './webhook.ts';
import { callOf } from './world.ts';

/** Where the next document comes from: inline text, or a request with what is sent besides the standard parameters. */
export type Source = { twiml: string } | (Target & { extra?: Record<string, string> });

/** Verbs to run, and the address against which their URLs are resolved. */
export interface Document {
  verbs: Verb[];
  /** Undefined for inline TwiML, which has no address. */
  origin?: Target;
}

const mostBytes = 64 * 1024;

/** Gets and reads a document; throws {@link WebhookFailed} with Twilio's error number. */
export function* fetchDocument(exchange: Exchange, callSid: string, source: Source): Task<Document> {
  if ('twiml' in source) {
    noteCall(exchange, callSid, { type: 'document', twiml: source.twiml });
    return { verbs: readTwiml(exchange, callSid, source.twiml, '') };
  }
  const params = { ...standardParameters(callOf(exchange.world, callSid)), ...source.extra };
  const answer = yield* ask(exchange, callSid, source, params);
  const { url } = answer;
  const { method } = source;
  noteCall(exchange, callSid, { type: 'document', twiml: textOf(answer.body), url, method });
  return { verbs: verbsFrom(exchange, callSid, answer), origin: { url, method } };
}

function verbsFrom(exchange: Exchange, callSid: string, answer: Answer): Verb[] {
  const { url, contentType, body } = answer;
  if (answer.status >= 400) throw new WebhookFailed(11200, url, `The application answered ${answer.status}`);
  if (body.length > mostBytes) throw new WebhookFailed(11750, url, `The document is longer than ${mostBytes} bytes`);
  if (contentType.startsWith('audio/')) return [{ verb: 'play', url }];
  const text = textOf(body);
  if (['text/xml', 'application/xml', 'text/html'].includes(contentType)) {
    return readTwiml(exchange, callSid, text, url);
  }
  if (contentType === 'text/plain') return readPlain(exchange, callSid, text, url);
  throw new WebhookFailed(12300, url, `The content type '${contentType}' is no TwiML`);
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
  try {
    const { verbs, warnings } = parseTwiml(xml);
    for (const { code, message } of warnings) noteCall(exchange, callSid, { type: 'warned', code, message });
    return verbs;
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
  throw new WebhookFailed(11100, url, `${url} is no absolute URL`);
}
