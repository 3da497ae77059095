import type { NamedValue, StreamNoun } from '@offhook/twiml';
import type { Target } from '../call.ts';
import { resolveUrl } from '../document.ts';
import { noteCall } from '../exchange.ts';
import type { Stage } from '../verbs/outcome.ts';
import { WebhookFailed } from '../webhook.ts';
import { ForkRefused, tracksOf } from './fork.ts';
import type { StreamPlan } from './stream.ts';

/** What a `<Stream>` asks for. Throws {@link ForkRefused} for what is not emulated. */
export function streamPlan(stage: Stage, noun: StreamNoun, isBidirectional: boolean): StreamPlan {
  if (noun.connectorName !== undefined) {
    throw new ForkRefused(31940, `There is no connector '${noun.connectorName}': the emulator streams to URLs only`);
  }
  if (isBidirectional && noun.track !== undefined && noun.track !== 'inbound_track') {
    // "the only supported value is inbound_track": https://www.twilio.com/docs/voice/twiml/stream (read 2026-11-21).
    throw new ForkRefused(31941, `A bidirectional stream carries the inbound track only, not ${noun.track}`);
  }
  return {
    url: noun.url ?? '',
    name: noun.name,
    tracks: tracksOf(noun.track ?? 'inbound_track'),
    parameters: customParameters(stage, noun.parameters),
    callback: callbackOf(stage, noun.statusCallback, noun.statusCallbackMethod),
    isBidirectional,
  };
}

/** Whom to tell; a URL that leads nowhere is only warned of. */
export function callbackOf(
  stage: Stage,
  url: string | undefined,
  method: 'GET' | 'POST' | undefined,
): Target | undefined {
  if (url === undefined) return undefined;
  try {
    return { url: resolveUrl(stage.document, url), method: method ?? 'POST' };
  } catch (error) {
    if (!(error instanceof WebhookFailed)) throw error;
    warn(stage, error.message, error.code);
    return undefined;
  }
}

// "The combined length of each parameter's name and value must be under 500 characters":
// https://www.twilio.com/docs/voice/twiml/stream (read 2026-11-21).
const leastTooLong = 500;

/** The nested `<Parameter>` elements by name; those that are too long are left out with a warning. */
export function customParameters(stage: Stage, parameters: readonly NamedValue[] = []): Record<string, string> {
  const kept = parameters.filter(({ name, value }) => {
    const isShort = name.length + value.length < leastTooLong;
    if (!isShort)
      warn(stage, `The <Parameter> ${name.slice(0, 50)} has ${leastTooLong} characters or more and is left out`);
    return isShort;
  });
  return Object.fromEntries(kept.map(({ name, value }) => [name, value]));
}

function warn({ exchange, line }: Stage, message: string, code = 12200): void {
  noteCall(exchange, line.callSid, { type: 'warned', code, message, level: 'warning' });
}
