import { type AnsweredByClass, type CallStatus, callStatuses } from '@offhook/contract';
import { type Id, type IdKind, parseId } from '@offhook/kit';
import { readPhone } from '#features/numbers';
import { workspaceOf } from '#features/workspaces';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { Refusal } from '#runtime/refusal';
import type { CallFilter } from '../store/filter.ts';
import { readSearch } from '../store/searching.ts';

/** The filter as it stands in an address. */
export interface FilterQuery {
  direction?: 'inbound' | 'outbound' | undefined;
  status?: string | undefined;
  since?: string | undefined;
  until?: string | undefined;
  search?: string | undefined;
  contact_id?: string | undefined;
  live?: boolean | undefined;
  has_recording?: boolean | undefined;
  has_voicemail_drop?: boolean | undefined;
  disposition?: string | undefined;
  answered_by?: AnsweredByClass | undefined;
  person_id?: string | undefined;
  number?: string | undefined;
  tag?: string | undefined;
  min_duration?: number | undefined;
  script_id?: string | undefined;
  campaign_id?: string | undefined;
  prospect_id?: string | undefined;
}

export async function readFilter(tx: Tx, actor: Actor, query: FilterQuery): Promise<CallFilter> {
  return {
    direction: query.direction,
    statuses: readStatuses(query.status),
    since: query.since ? new Date(query.since) : undefined,
    until: query.until ? new Date(query.until) : undefined,
    search: query.search ? await readSearch(tx, query.search) : undefined,
    contactId: idIn('contact', query.contact_id),
    campaignId: idIn('campaign', query.campaign_id),
    prospectId: idIn('prospect', query.prospect_id),
    live: query.live,
    hasRecording: query.has_recording,
    hasVoicemailDrop: query.has_voicemail_drop,
    dispositions: listed(query.disposition)?.map((each) => (each === 'none' ? null : each)),
    answeredBy: query.answered_by,
    personId: idIn('person', query.person_id),
    number: query.number ? await readNumber(tx, actor, query.number) : undefined,
    tag: query.tag?.trim() || undefined,
    minDuration: query.min_duration,
    scriptId: idIn('script', query.script_id),
  };
}

function readStatuses(text: string | undefined): CallStatus[] | undefined {
  const given = listed(text);
  const unknown = given?.find((status) => !(callStatuses as readonly string[]).includes(status));
  if (unknown) throw new Refusal('request.invalid', { field: 'status', problem: `${unknown} is no status of a call` });
  // Each was found among the eight.
  return given as CallStatus[] | undefined;
}

/** Undefined when nothing is listed; each once, or a list would show its calls twice. */
function listed(text: string | undefined): string[] | undefined {
  const items = text?.split(',').map((item) => item.trim());
  const given = [...new Set(items?.filter(Boolean))];
  return given.length === 0 ? undefined : given;
}

// An id that is none of ours selects nothing, like one of another workspace.
const nobody = '00000000-0000-7000-8000-000000000000' as Id<'contact'>;

function idIn<Kind extends IdKind>(kind: Kind, text: string | undefined): Id<Kind> | undefined {
  // The id of nobody is the id of nobody of every kind.
  return text ? (parseId(kind, text) ?? (nobody as string as Id<Kind>)) : undefined;
}

async function readNumber(tx: Tx, actor: Actor, text: string): Promise<string> {
  const { country } = await workspaceOf(tx, actor.tenantId);
  const phone = readPhone(text, country);
  if ('problem' in phone) throw new Refusal('request.invalid', { field: 'number', problem: phone.problem });
  return phone.number;
}
