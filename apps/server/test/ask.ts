/** An answer as it came over the wire. */
export interface Answered {
  status: number;
  headers: Headers;
  /** The parsed JSON, or the text when it is none. */
  body: unknown;
  /** `code` of a problem body; undefined for any other body. */
  code: string | undefined;
  cookies: Map<string, string>;
}

interface Asked {
  token?: string | undefined;
  headers?: Record<string, string>;
  json?: unknown;
  /** Instead of json, sent as it is. */
  raw?: string;
}

/** One request without the typed client: for what a client of ours would never send. */
export async function ask(url: string, method: string, path: string, asked: Asked = {}): Promise<Answered> {
  const headers = {
    ...(asked.json === undefined ? {} : { 'content-type': 'application/json' }),
    ...(asked.token === undefined ? {} : { authorization: `Bearer ${asked.token}` }),
    ...asked.headers,
  };
  const response = await fetch(url + path, { method, headers, body: asked.raw ?? jsonText(asked.json) });
  const text = await response.text();
  const body = readJson(text);
  const cookies = response.headers.getSetCookie().map((line) => /^([^=]+)=([^;]*)/.exec(line));
  return {
    status: response.status,
    headers: response.headers,
    body,
    code: codeOf(body),
    cookies: new Map(cookies.map((found) => [found?.[1] ?? '', decodeURIComponent(found?.[2] ?? '')])),
  };
}

function jsonText(json: unknown): string | null {
  return json === undefined ? null : JSON.stringify(json);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function codeOf(body: unknown): string | undefined {
  return typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : undefined;
}
