import { fetchDocument, resolveUrl, type Source } from '../document.ts';
import { type Exchange, noteCall } from '../exchange.ts';
import type { Line } from '../line.ts';
import type { Task } from '../task.ts';
import { runPrompt } from '../verbs/prompt.ts';
import { WebhookFailed } from '../webhook.ts';

const mostDocumentsAtOnce = 100;

/**
 * Plays a document of `<Play>`, `<Say>`, `<Pause>` and `<Redirect>` to one line, once; any other verb ends it with warning
 * 13238. Throws {@link WebhookFailed} when a document cannot be had.
 */
export function* playDocuments(exchange: Exchange, line: Line, first: Source): Task {
  let next: Source | undefined = first;
  let documents = 0;
  let sinceMs = exchange.clock.nowMs();
  while (next) {
    if (exchange.clock.nowMs() - sinceMs >= 1000) {
      documents = 0;
      sinceMs = exchange.clock.nowMs();
    }
    documents += 1;
    // Documents that redirect to one another without ever taking time would never let the clock move again.
    if (documents > mostDocumentsAtOnce) {
      throw new WebhookFailed(11215, 'url' in next ? next.url : '', `${mostDocumentsAtOnce} documents within a second`);
    }
    next = yield* playDocument(exchange, line, next);
  }
}

function* playDocument(exchange: Exchange, line: Line, source: Source): Task<Source | undefined> {
  const document = yield* fetchDocument(exchange, line.callSid, source);
  for (const [at, verb] of document.verbs.entries()) {
    if (verb.verb === 'say' || verb.verb === 'play' || verb.verb === 'pause') {
      yield* runPrompt({ exchange, line, document, path: [at] }, verb);
    } else if (verb.verb === 'redirect') {
      return { url: resolveUrl(document, verb.url), method: verb.method ?? 'POST' };
    } else {
      const message = `<${verb.verb}> is not allowed in what a conference plays, only Play, Say, Pause and Redirect`;
      noteCall(exchange, line.callSid, { type: 'warned', code: 13238, message, level: 'error' });
      return undefined;
    }
  }
  return undefined;
}
