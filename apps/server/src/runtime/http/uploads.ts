import type { Readable } from 'node:stream';
import multipart from '@fastify/multipart';
import type { Route } from '@offhook/contract';
import type { Clock } from '@offhook/kit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../refusal.ts';
import { inArrivalTime, type Spooled, spool } from '../spool.ts';

/** The file of a form; whoever answers the route may read it until the answer is given. */
export interface Upload extends Spooled {
  /** As its sender calls it. */
  fileName: string;
}

export interface UploadPowers {
  clock: Clock;
  /** Where a file lies while it comes in. */
  folder: string;
  checkHead: ((head: Uint8Array) => void) | undefined;
}

export interface Form {
  fields: Record<string, unknown>;
  upload: Upload | undefined;
}

/** Beside the file: its part's head, the fields, the boundaries. */
const besideBytes = 128 * 1024;
const limits = { files: 1, fields: 20, parts: 21, fieldNameSize: 100, fieldSize: 16 * 1024, headerPairs: 20 };

/** Forms are read in this scope only, and only when a route asks for it. */
export async function acceptForms(scope: FastifyInstance): Promise<void> {
  await scope.register(multipart, { throwFileSizeLimit: false });
}

/** Reads a form of text fields and at most one file, in whatever order they come. */
export async function readForm(
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  { field, maxBytes }: NonNullable<Route['uploads']>,
  { clock, folder, checkHead }: UploadPowers,
): Promise<Form> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes + besideBytes) {
    throw new Refusal('media.too_large', { limit_bytes: maxBytes });
  }
  const fields = new Map<string, unknown>();
  let upload: Upload | undefined;
  let coming: Readable | undefined;
  const read = async (): Promise<void> => {
    // One byte more than allowed, so that what is too large can be told from what just fits.
    for await (const part of request.parts({ limits: { ...limits, fileSize: maxBytes + 1 } })) {
      if (part.type === 'file') {
        coming = part.file;
        if (part.fieldname !== field) throw invalid(part.fieldname, 'is no file that belongs here');
        const spooled = await spool(part.file, { folder, maxBytes, checkHead });
        upload = { ...spooled, fileName: part.filename };
      } else {
        if (fields.has(part.fieldname)) throw invalid(part.fieldname, 'stands there twice');
        if (part.fieldnameTruncated || part.valueTruncated) throw invalid(part.fieldname, 'is too long');
        fields.set(part.fieldname, part.value);
      }
    }
  };
  const reading = read();
  try {
    await inArrivalTime(clock, reading, () => reply.header('connection', 'close'));
    return { fields: Object.fromEntries(fields), upload };
  } catch (error) {
    // Whoever sends hears the answer only after all was sent: the rest is taken and thrown away.
    request.raw.unpipe();
    request.raw.resume();
    coming?.destroy();
    void Promise.allSettled([reading]).then(() => upload?.close());
    throw unreadable(error);
  }
}

function invalid(field: string, problem: string): Refusal {
  return new Refusal('request.invalid', { field, problem });
}

/** What is wrong with a form is told; what is wrong with our disk is not. */
function unreadable(error: unknown): unknown {
  if (error instanceof Refusal || !(error instanceof Error) || 'syscall' in error) return error;
  const code = 'code' in error ? error.code : undefined;
  if (code === 'FST_FILES_LIMIT') return invalid('body', 'holds more than one file');
  if (code === 'FST_FIELDS_LIMIT' || code === 'FST_PARTS_LIMIT') return invalid('body', 'holds too many fields');
  return invalid('body', 'is no form that can be read to its end');
}
