import type { Clock } from '@offhook/kit';
import type { RequestFaultRule } from './rule.ts';

/** Half of the body at once, the other half later. */
export async function slowBody(clock: Clock, response: Response, delayMs: number): Promise<Response> {
  const body = await bytesOf(response);
  const half = Math.ceil(body.length / 2);
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(body.subarray(0, half)),
    pull: async (controller) => {
      await clock.sleep(delayMs);
      controller.enqueue(body.subarray(half));
      controller.close();
    },
  });
  return answered(response, stream);
}

const apology = '<html><body><h1>502 Bad Gateway</h1></body></html>';
const tenMegabytes = 10_000_000;

/** An answer that is not what it says it is, under its own status. */
export async function badBody(
  response: Response,
  { body, bytes = tenMegabytes }: Extract<RequestFaultRule, { fault: 'bad-body' }>,
): Promise<Response> {
  if (body === 'huge') return answered(response, padded(await bytesOf(response), bytes));
  if (body === 'empty') return answered(response, '');
  if (body === 'html') {
    return new Response(apology, { status: response.status, headers: { 'content-type': 'text/html' } });
  }
  const text = await response.text();
  if (body === 'truncated') return answered(response, text.slice(0, Math.floor(text.length / 2)));
  if (body === 'malformed') return answered(response, text.replace(/"/g, "'"));
  return answered(response, text.replace(/^\{("\w+":)/, '{$1"",$1'));
}

// The Response of @hono/node-server has no `bytes()`.
async function bytesOf(response: Response): Promise<Uint8Array> {
  return new Uint8Array(await response.arrayBuffer());
}

function answered({ status, headers }: Response, body: string | ReadableStream<Uint8Array>): Response {
  const kept = new Headers(headers);
  kept.delete('content-length');
  return new Response(body, { status, headers: kept });
}

// Spaces are no part of JSON, and silence or noise at the end of a sound.
function padded(body: Uint8Array, bytes: number): ReadableStream<Uint8Array> {
  const chunk = new Uint8Array(65_536).fill(32);
  let left = bytes;
  return new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(body),
    pull: (controller) => {
      if (left <= 0) return controller.close();
      controller.enqueue(chunk.subarray(0, Math.min(left, chunk.length)));
      left -= chunk.length;
    },
  });
}
