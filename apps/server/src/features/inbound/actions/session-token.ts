import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { FlowSession } from '@offhook/flow';
import { type Id, isUuid } from '@offhook/kit';
import { z } from 'zod';
import type { Keys } from '#runtime/keys';

/**
 * Where a call stands in its flow, as the last segment of the addresses that its documents give to the carrier. It is
 * sealed: nobody else can read what a caller pressed, and none but ours is taken. So the next document follows from the
 * request alone, also while the database is away.
 */
export interface FlowToken {
  tenantId: Id<'workspace'>;
  sid: string;
  caller: string;
  called: string;
  /** When the document that carries it was answered. */
  at: Date;
  /** Null in addresses where only reports about the call arrive. */
  session: FlowSession | null;
  /** Of the reports about a message: the box that it is for. */
  boxId: string | null;
  /** What is pressed or said next must not be written down. */
  isSecret: boolean;
}

const Session = z.tuple([
  z.string().nullable(),
  z.string().nullable(),
  z.record(z.string(), z.string()),
  z.array(z.string()),
  z.number().int(),
  z.record(z.string(), z.string()),
  z.number().int(),
  z.number().int(),
]);
const Packed = z.tuple([
  z.string(),
  z.string(),
  z.string(),
  z.string(),
  z.number().int(),
  Session.nullable(),
  z.string().nullable(),
  z.boolean(),
]);

const place = 'inbound/session';
/** A call lasts a day at most; an address that is older is replayed. */
const lifeMs = 3 * 86_400_000;
/** Addresses that are longer than this are none of ours. */
const longestToken = 8000;
const largestPacked = 32_768;

export function writeFlowToken(token: FlowToken, keys: Keys): string {
  const { tenantId, sid, caller, called, at, session, boxId, isSecret } = token;
  const packed: z.infer<typeof Packed> = [
    tenantId,
    sid,
    caller,
    called,
    at.getTime(),
    session && pack(session),
    boxId,
    isSecret,
  ];
  return keys.seal(place, deflateRawSync(JSON.stringify(packed)).toString('base64')).toString('base64url');
}

/** The token, or undefined when it is not one of ours or too old. */
export function readFlowToken(text: string, now: Date, keys: Keys): FlowToken | undefined {
  if (text.length > longestToken) return undefined;
  try {
    const opened = Buffer.from(keys.open(place, Buffer.from(text, 'base64url')), 'base64');
    const json = inflateRawSync(opened, { maxOutputLength: largestPacked }).toString('utf8');
    const [tenantId, sid, caller, called, at, session, boxId, isSecret] = Packed.parse(JSON.parse(json));
    if (!isUuid(tenantId) || now.getTime() - at > lifeMs) return undefined;
    // The seal proves that we wrote this id.
    const tenant = tenantId as Id<'workspace'>;
    return {
      tenantId: tenant,
      sid,
      caller,
      called,
      at: new Date(at),
      session: session && unpack(session),
      boxId,
      isSecret,
    };
  } catch {
    return undefined;
  }
}

function pack(session: FlowSession): z.infer<typeof Session> {
  const { at, version, variables, secrets, turn, memo, documents, asked = 0 } = session;
  return [at, version, { ...variables }, [...secrets], turn, { ...memo }, documents, asked];
}

function unpack(packed: z.infer<typeof Session>): FlowSession {
  const [at, version, variables, secrets, turn, memo, documents, asked] = packed;
  return { at, version, variables, secrets, turn, memo, documents, asked };
}
