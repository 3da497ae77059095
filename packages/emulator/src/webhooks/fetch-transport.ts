import { failureOf, WebhookFailed } from './failure.ts';
import { contentTypeOf, type Incoming, type Outgoing, type Transport } from './transport.ts';

/** Carries requests through a function like `fetch`: an application in this process needs no port. */
export function fetchTransport(fetchIt: typeof fetch): Transport {
  return { send: (request) => send(fetchIt, request), close: () => undefined };
}

async function send(fetchIt: typeof fetch, request: Outgoing): Promise<Incoming> {
  const { method, origin, path, headers, body, overrides, deadlineMs } = request;
  const url = origin + path;
  const leftMs = Math.max(1, Math.min(overrides.readMs, deadlineMs - performance.now()));
  const signal = AbortSignal.timeout(Math.ceil(leftMs));
  const response = await fetchIt(url, { method, headers, body, redirect: 'manual', signal }).catch((error) => {
    throw failureOf(error, url);
  });
  const answer: Incoming = {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    cookies: response.headers.getSetCookie(),
    ...{ body: Buffer.alloc(0), isTooLong: false },
  };
  return read(response, answer, request);
}

// The Response is held until its end: undici cuts the body of one that was collected as garbage.
async function read(response: Response, answer: Incoming, { origin, path, mostBytes }: Outgoing): Promise<Incoming> {
  const most = mostBytes(contentTypeOf(answer.headers));
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of response.body ?? []) {
      length += chunk.length;
      if (length > most) return { ...answer, isTooLong: true };
      chunks.push(chunk);
    }
  } catch (error) {
    throw new WebhookFailed(11200, origin + path, `The answer ended early: ${String(error)}`);
  }
  return { ...answer, body: Buffer.concat(chunks) };
}
