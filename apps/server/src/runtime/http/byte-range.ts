import type { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Bytes that never change, which may be asked for in parts. */
export interface Served {
  type: string;
  size: number;
  sha256: string;
  open: (range: { start: number; end: number }) => Readable;
}

/** Answers with the bytes, with the part of them that is asked for, or with "you have them" (RFC 9110, 13 and 14). */
export function sendBytes(request: FastifyRequest, reply: FastifyReply, { type, size, sha256, open }: Served) {
  const tag = `"${sha256}"`;
  reply.header('etag', tag).header('accept-ranges', 'bytes');
  if (request.headers['if-none-match']?.split(/\s*,\s*/).includes(tag)) return reply.code(304).send();
  const ifRange = request.headers['if-range'];
  const isSame = ifRange === undefined || ifRange === tag;
  const range = isSame ? readRange(request.headers.range, size) : undefined;
  if (range === null) return reply.code(416).header('content-range', `bytes */${size}`).send();
  const { start, end } = range ?? { start: 0, end: size - 1 };
  if (range) reply.code(206).header('content-range', `bytes ${start}-${end}/${size}`);
  reply.type(type).header('content-length', end - start + 1);
  return request.method === 'HEAD' ? reply.send() : reply.send(open({ start, end }));
}

/** The part of a file that a `Range` header asks for; undefined for all of it, null when there is no such part. */
export function readRange(header: string | undefined, size: number): { start: number; end: number } | null | undefined {
  const parts = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!parts || (parts[1] === '' && parts[2] === '')) return undefined;
  if (parts[1] === '') {
    const length = Math.min(Number(parts[2]), size);
    return length > 0 ? { start: size - length, end: size - 1 } : null;
  }
  const start = Number(parts[1]);
  // A header that is no range is as none.
  if (parts[2] !== '' && Number(parts[2]) < start) return undefined;
  const end = parts[2] === '' ? size - 1 : Math.min(Number(parts[2]), size - 1);
  return start <= end ? { start, end } : null;
}
