import { noteCall } from '../exchange.ts';
import type { Line } from '../line.ts';
import { rfc2822 } from '../parameters.ts';
import { type ForkKind, ForkRefused, type ForkRow, forksOf, stopFork } from '../streams/fork.ts';
import { knownCall } from './calls.ts';
import { readForm } from './form.ts';
import type { RestRequest } from './operation.ts';
import { notFound, notInProgress, RestRefusal } from './refusals.ts';
import { accountPath } from './wire.ts';

export const trackNames = ['inbound_track', 'outbound_track', 'both_tracks'] as const;

/** The line of the call in the path; refuses a call that nobody is on. */
export function liveLine(request: RestRequest): Line {
  const call = knownCall(request, 'CallSid');
  const line = request.exchange.lines.get(call.sid);
  if (call.status !== 'in-progress' || !line) throw notInProgress();
  return line;
}

/** Begins a fork; what refuses it is the answer. */
export function begun(begin: () => ForkRow): ForkRow {
  try {
    return begin();
  } catch (error) {
    if (error instanceof ForkRefused) throw new RestRefusal(400, error.code, error.message);
    throw error;
  }
}

const collections = { stream: 'Streams', siprec: 'Siprec', transcription: 'Transcriptions' } as const;
const tables = { stream: 'streams', siprec: 'siprecs', transcription: 'realtimeTranscriptions' } as const;

/** Stops the fork that the path names by SID or by name. One that has stopped already is shown as it is. */
export function stopRequested(request: RestRequest, kind: ForkKind): object {
  const { exchange, part, path } = request;
  const form = readForm(request.form, ['Status']);
  if (form.word('Status', ['stopped'] as const) === undefined) {
    throw new RestRefusal(400, 20001, 'Status is required, and must be stopped');
  }
  const call = knownCall(request, 'CallSid');
  const wanted = decoded(part('Sid'));
  const fork = forksOf(exchange, call.sid).find((one) => one.kind === kind && [one.sid, one.name].includes(wanted));
  if (fork) stopFork(exchange, fork);
  const rows = [...exchange.world.tables[tables[kind]].values()].filter(({ callSid }) => callSid === call.sid);
  const row = rows.findLast((one) => one.sid === (fork?.sid ?? wanted) || (!fork && one.name === wanted));
  if (!row) throw notFound(path);
  // One that the emulator had when it was killed is on the books as under way.
  return forkJson({ ...row, status: 'stopped' }, kind);
}

// A name may hold anything that a path may, written with percents.
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A fork as Twilio writes it. */
export function forkJson({ sid, accountSid, callSid, name, status, updatedAtMs }: ForkRow, kind: ForkKind) {
  return {
    sid,
    account_sid: accountSid,
    call_sid: callSid,
    name: name ?? null,
    status,
    date_updated: rfc2822(updatedAtMs),
    uri: `${accountPath(accountSid)}/Calls/${callSid}/${collections[kind]}/${sid}.json`,
  };
}

/** The form names of the custom parameters, of which there may be 99. */
export const parameterNames = Array.from({ length: 99 }, (_, at) => [
  `Parameter${at + 1}.Name`,
  `Parameter${at + 1}.Value`,
]).flat();

/** The custom parameters of a form. */
export function parametersOf(form: URLSearchParams): Record<string, string> {
  const pairs = Array.from({ length: 99 }, (_, at) => [
    form.get(`Parameter${at + 1}.Name`) ?? '',
    form.get(`Parameter${at + 1}.Value`) ?? '',
  ]);
  return Object.fromEntries(pairs.filter(([name]) => name !== ''));
}

/** Says on the call that a parameter changes nothing. */
export function noteIgnored({ exchange }: RestRequest, line: Line, message: string): void {
  noteCall(exchange, line.callSid, { type: 'warned', code: 12200, message, level: 'warning' });
}
