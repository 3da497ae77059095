import type { CallEvent } from '../call.ts';

/** One line for a person about what happened to a call; undefined for what only the books need. */
export function wordsFor(event: CallEvent): string | undefined {
  switch (event.type) {
    case 'placed':
      return event.call.direction === 'inbound' ? 'somebody calls in' : 'asked for';
    case 'detected':
      return `detected as ${event.answeredBy} after ${(event.afterMs / 1000).toFixed(1)} s`;
    case 'redirected':
      return 'redirected through the API';
    case 'document':
      return event.url === undefined ? 'document given with the call' : `document from ${event.url}`;
    case 'did':
      return `<${elementName(event.verb)}> ${event.detail ?? ''}`.trimEnd();
    case 'warned':
      return `${event.level ?? 'warning'} ${event.code}: ${event.message}`;
    case 'asked':
      return `${event.request.method} ${event.request.url}: ${event.response?.status ?? event.problem ?? 'no answer'}`;
    case 'ended':
      return `ended: ${event.status}, SIP ${event.sipCode}`;
    case 'priced':
      return `costs ${(event.priceMicros / 1_000_000).toFixed(4)} USD`;
    case 'callback-numbered':
    case 'told':
      return undefined;
    default:
      return event.type;
  }
}

/** How TwiML spells a verb: `elementName('say')` is 'Say'. */
export function elementName(verb: string): string {
  return verb.charAt(0).toUpperCase() + verb.slice(1);
}
