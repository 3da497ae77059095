import type { Call, CallDetail } from '@offhook/contract';
import { formatId, formatMicros, type Id } from '@offhook/kit';
import { contactsByIds } from '#features/contacts';
import { namesOfPeople } from '#features/people';
import { presentRecording, recordingsOfCalls } from '#features/recordings';
import type { Tx } from '#runtime/database/database';
import type { CallRow } from '../store/calls.ts';
import * as store from '../store/reading.ts';
import { inOrder, timelineSentence } from '../timeline.ts';

/** Calls as the API shows them, with the names that belong to them. */
export async function presentCalls(tx: Tx, calls: readonly CallRow[]): Promise<Call[]> {
  const contacts = await contactsByIds(
    tx,
    calls.flatMap((call) => call.contactId ?? []),
  );
  const people = await namesOfPeople(
    tx,
    calls.flatMap((call) => call.personId ?? []),
  );
  const recordings = new Map(
    (
      await recordingsOfCalls(
        tx,
        calls.map((call) => call.id),
      )
    ).map((row) => [row.callId, row]),
  );
  return calls.map((call) => {
    const recording = recordings.get(call.id);
    return {
      id: formatId('call', call.id),
      direction: call.direction,
      from_number: call.from,
      to_number: call.to,
      status: call.status,
      placement: call.placement,
      call_sid: call.sid,
      answered_by: call.answeredBy,
      contact: named('contact', call.contactId, contacts),
      person: named('person', call.personId, people),
      created_at: call.createdAt.toISOString(),
      ringing_at: call.ringingAt?.toISOString() ?? null,
      answered_at: call.answeredAt?.toISOString() ?? null,
      ended_at: call.endedAt?.toISOString() ?? null,
      duration_seconds: call.durationSeconds,
      cost: call.costMicros === null ? null : formatMicros(call.costMicros),
      currency: call.currency,
      recording: recording ? presentRecording(recording) : null,
      notes: call.notes,
      disposition: call.disposition,
      metadata: call.metadata,
      error: call.errorCode === null ? null : { code: call.errorCode, message: call.errorMessage ?? '' },
      simulated: call.simulated,
      sample: call.isSample,
    };
  });
}

export async function presentOne(tx: Tx, call: CallRow): Promise<Call> {
  const [presented] = await presentCalls(tx, [call]);
  if (!presented) throw new Error('one call in, one call out');
  return presented;
}

export async function presentDetail(tx: Tx, call: CallRow): Promise<CallDetail> {
  const events = await store.eventsOf(tx, call.id);
  const exchanges = await store.exchangesOf(tx, call.id);
  const charges = await store.chargesOfCall(tx, call.id);
  return {
    ...(await presentOne(tx, call)),
    events: inOrder(events).map(({ id, at, kind, details }) => ({
      id: formatId('event', id),
      at: at.toISOString(),
      kind,
      sentence: timelineSentence(kind, details),
      details,
    })),
    webhooks: exchanges.map((exchange) => ({
      id: formatId('request', exchange.id),
      at: exchange.at.toISOString(),
      kind: exchange.kind,
      method: exchange.method,
      url: exchange.url,
      params: exchange.params,
      signature: exchange.signature,
      response_status: exchange.response_status,
      response_body: exchange.response_body,
      milliseconds: exchange.microseconds / 1000,
      copy: exchange.is_copy,
    })),
    cost_lines: charges.map(({ kind, micros, currency, source }) => ({
      what: kind,
      amount: formatMicros(micros),
      currency,
      source,
    })),
  };
}

function named<Kind extends 'contact' | 'person'>(
  kind: Kind,
  id: Id<Kind> | null,
  names: ReadonlyMap<string, string>,
): { id: string; name: string } | null {
  const name = id && names.get(id);
  return id && name !== undefined && name !== null ? { id: formatId(kind, id), name } : null;
}
