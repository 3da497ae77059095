import type { CallEvent } from '../call.ts';
import type { Entry } from '../world.ts';

// Of what an application answers and documents hold, a page; the whole is in memory as long as the call is.
const mostCharacters = 8192;

/** An entry as a line of the file; long texts of the application are cut short. */
export function lineOf(entry: Entry): string {
  const short = entry.kind === 'call' ? { ...entry, event: shortened(entry.event) } : entry;
  return `${JSON.stringify(short)}\n`;
}

function shortened(event: CallEvent): CallEvent {
  if (event.type === 'document') return { ...event, twiml: cut(event.twiml) };
  if (event.type !== 'asked') return event;
  const { request, response } = event;
  const parameters = Object.fromEntries(Object.entries(request.parameters).map(([name, text]) => [name, cut(text)]));
  return {
    ...event,
    request: { ...request, parameters },
    ...(response ? { response: { ...response, body: cut(response.body) } } : {}),
  };
}

function cut(text: string): string {
  if (text.length <= mostCharacters) return text;
  return `${text.slice(0, mostCharacters)}… (${text.length - mostCharacters} more characters were not kept)`;
}

/** The entry of a line. Only this folder writes the file, and only entries. */
export function entryOf(line: string): Entry {
  return JSON.parse(line) as Entry;
}
