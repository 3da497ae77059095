import { type Call, type CallDetail, type CallLeg, type CallRecording, documentedNames } from '@offhook/contract';
import { formatId, formatMicros, type Id } from '@offhook/kit';
import { contactsByIds } from '#features/contacts';
import { namesOfPeople } from '#features/people';
import { recordingViews } from '#features/recordings';
import type { Listener } from '#features/voicemail';
import { costLinesOf } from '#features/wallet';
import type { Tx } from '#runtime/database/database';
import { answeredByClass } from '../answered-by.ts';
import type { Leg } from '../call.ts';
import { dropOutcome, playedSeconds } from '../drop-proof.ts';
import { Plan } from '../plan.ts';
import type { CallRow } from '../store/calls.ts';
import { campaignNames } from '../store/campaign-names.ts';
import * as store from '../store/reading.ts';
import { tagsOfCalls } from '../store/work.ts';
import { inOrder, timelineSentence } from '../timeline.ts';
import { recordingsFor } from './hear.ts';
import { withoutSids } from './withhold.ts';

/** Calls as the API shows them to somebody, with the names that belong to them. */
export async function presentCalls(tx: Tx, listener: Listener, calls: readonly CallRow[]): Promise<Call[]> {
  const contacts = await contactsByIds(
    tx,
    calls.flatMap((call) => call.contactId ?? []),
  );
  const people = await namesOfPeople(
    tx,
    calls.flatMap((call) => call.personId ?? []),
  );
  const campaigns = await campaignNames(
    tx,
    calls.flatMap((call) => call.campaignId ?? []),
  );
  const { views } = await presentRecordings(tx, listener, calls, contacts);
  const tags = await tagsOfCalls(
    tx,
    calls.map((call) => call.id),
  );
  return calls.map((call) => {
    const plan = Plan.parse(call.plan);
    const shown = {
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
      recording: views.get(call.id)?.[0] ?? null,
      cost_basis: call.costBasis,
      answered_by_class: answeredByClass(call.answeredBy),
      voicemail_drop: dropView(call, plan),
      voicemail_dropped: call.dropFinishedAt !== null,
      script: scriptView(call, plan),
      connect: connectView(call, plan),
      campaign: named('campaign', call.campaignId, campaigns),
      prospect_id: call.prospectId && formatId('prospect', call.prospectId),
      retry_of: call.retryOf && formatId('call', call.retryOf),
      tags: tags.get(call.id) ?? [],
      notes: call.notes,
      disposition: call.disposition,
      metadata: call.metadata,
      error: call.errorCode === null ? null : { code: call.errorCode, message: call.errorMessage ?? '' },
      simulated: call.simulated,
      sample: call.isSample,
    };
    return { ...shown, ...documentedNames(shown) };
  });
}

/** The recordings of calls that are for somebody; the first channel is the other end, the second ours. */
export async function presentRecordings(
  tx: Tx,
  listener: Listener,
  calls: readonly CallRow[],
  contacts?: ReadonlyMap<string, string>,
): Promise<{ views: Map<Id<'call'>, CallRecording[]>; withheldSids: string[] }> {
  const ids = calls.map(({ id }) => id);
  const names =
    contacts ??
    (await contactsByIds(
      tx,
      calls.flatMap(({ contactId }) => contactId ?? []),
    ));
  const byId = new Map(calls.map((call) => [call.id, call]));
  const partiesOf = (id: Id<'call'>): [string, string] => {
    const call = byId.get(id);
    const name = call?.contactId ? names.get(call.contactId) : undefined;
    const number = call?.direction === 'inbound' ? call.from : call?.to;
    return [name ?? number ?? 'Other end', 'Our end'];
  };
  const { recordings, withheldSids, endsWithMessage } = await recordingsFor(tx, listener, ids);
  return { views: await recordingViews(tx, recordings, { partiesOf, endsWithMessage }), withheldSids };
}

function dropView(call: CallRow, { drop }: Plan): Call['voicemail_drop'] {
  if (!drop || !call.dropId) return null;
  return {
    id: formatId('drop', call.dropId),
    name: drop.name,
    outcome: dropOutcome(call),
    beep_at: call.dropBeepAt?.toISOString() ?? null,
    started_at: call.dropStartedAt?.toISOString() ?? null,
    finished_at: call.dropFinishedAt?.toISOString() ?? null,
    expected_seconds: drop.seconds,
    played_seconds: playedSeconds(call, drop.seconds),
  };
}

function scriptView({ scriptId, scriptVersion }: CallRow, { scriptName }: Plan): Call['script'] {
  if (!scriptId || scriptVersion === null) return null;
  return { id: formatId('script', scriptId), name: scriptName ?? '', version: scriptVersion };
}

function connectView(call: CallRow, { connect }: Plan): Call['connect'] {
  if (!connect) return null;
  if (connect.when === 'seat') {
    const last = connect.tried.at(-1);
    const accepted = call.legs.some((leg) => leg.answeredAt !== null);
    return last ? { to_number: last.to, name: last.name, when: 'always', accepted } : null;
  }
  const { to: to_number, name, when } = connect;
  return { to_number, name, when, accepted: call.legs.some((leg) => leg.acceptedAt !== null) };
}

function legView(leg: Leg): CallLeg {
  return {
    call_sid: leg.sid,
    parent_call_sid: leg.parentSid,
    from_number: leg.from,
    to_number: leg.to,
    status: leg.status,
    answered_by: leg.answeredBy,
    ringing_at: leg.ringingAt?.toISOString() ?? null,
    answered_at: leg.answeredAt?.toISOString() ?? null,
    accepted_at: leg.acceptedAt?.toISOString() ?? null,
    ended_at: leg.endedAt?.toISOString() ?? null,
    duration_seconds: leg.durationSeconds,
    error: leg.errorCode === null ? null : { code: leg.errorCode, message: leg.errorMessage ?? '' },
  };
}

export async function presentOne(tx: Tx, listener: Listener, call: CallRow): Promise<Call> {
  const [presented] = await presentCalls(tx, listener, [call]);
  if (!presented) throw new Error('one call in, one call out');
  return presented;
}

export async function presentDetail(tx: Tx, listener: Listener, call: CallRow): Promise<CallDetail> {
  const events = await store.eventsOf(tx, call.id);
  const exchanges = await store.exchangesOf(tx, call.id);
  const presented = await presentOne(tx, listener, call);
  const { views, withheldSids } = await presentRecordings(tx, listener, [call]);
  const detail: CallDetail = {
    ...presented,
    legs: call.legs.map(legView),
    recordings: views.get(call.id) ?? [],
    // The reports themselves are told by the timeline.
    events: inOrder(events).map(({ id, at, kind, details: { report, ...details } }) => ({
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
    cost_lines: await costLinesOf(tx, call.id),
  };
  return withoutSids(detail, withheldSids);
}

function named<Kind extends 'campaign' | 'contact' | 'person'>(
  kind: Kind,
  id: Id<Kind> | null,
  names: ReadonlyMap<string, string>,
): { id: string; name: string } | null {
  const name = id && names.get(id);
  return id && name !== undefined && name !== null ? { id: formatId(kind, id), name } : null;
}
