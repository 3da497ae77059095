import type { CallEvent } from '../call.ts';

/** One line for a person about what happened to a call; undefined for what only the books need. */
export function wordsFor(event: CallEvent): string | undefined {
  switch (event.type) {
    case 'placed':
      return event.call.direction === 'inbound' ? 'somebody calls in' : 'asked for';
    case 'initiated':
      return 'dialed';
    case 'detected':
      return `detected as ${event.answeredBy} after ${(event.afterMs / 1000).toFixed(1)} s`;
    case 'redirected':
      return 'redirected through the API';
    case 'document':
      return event.url === undefined ? 'document given with the call' : `document from ${event.url}`;
    case 'did':
      return event.detail === undefined ? `<${event.verb}>` : `<${event.verb}> ${event.detail}`;
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
