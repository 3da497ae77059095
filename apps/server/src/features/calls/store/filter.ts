import { type AnsweredByClass, type CallStatus, isFinal } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import { type RawBuilder, sql } from 'kysely';
import type { CallSearch } from './searching.ts';

/** What calls are asked for; what is undefined is not asked. */
export interface CallFilter {
  direction?: 'inbound' | 'outbound' | undefined;
  statuses?: CallStatus[] | undefined;
  since?: Date | undefined;
  until?: Date | undefined;
  search?: CallSearch | undefined;
  contactId?: Id<'contact'> | undefined;
  live?: boolean | undefined;
  hasRecording?: boolean | undefined;
  hasVoicemailDrop?: boolean | undefined;
  /** One of these; null: none. */
  dispositions?: (string | null)[] | undefined;
  answeredBy?: AnsweredByClass | undefined;
  personId?: Id<'person'> | undefined;
  /** Of ours. */
  number?: string | undefined;
  tag?: string | undefined;
  minDuration?: number | undefined;
  scriptId?: Id<'script'> | undefined;
  campaignId?: Id<'campaign'> | undefined;
  prospectId?: Id<'prospect'> | undefined;
}

type Condition = RawBuilder<boolean>;

/** Which columns are read, and which ids; whoever only counts needs no more than the index has. */
export interface LeadWish {
  columns: 'all' | 'id';
  within: (id: RawBuilder<unknown>) => Condition;
  most: number;
}

/** Calls that one index gives in the order of their ids, newest first. */
export type Lead = (wish: LeadWish) => RawBuilder<unknown>;

/** One wish. Leads, where there are some, select the same calls, none twice. */
interface Facet {
  condition: Condition;
  leads?: Lead[];
}

const callsWhere =
  (condition: Condition): Lead =>
  ({ columns, within, most }) =>
    sql`(select ${columns === 'all' ? sql`*` : sql`id`} from calls where ${condition} and ${within(sql`id`)}
      order by id desc limit ${most})`;

const byIndex = (conditions: readonly Condition[]): Facet => ({
  condition: anyOf(conditions),
  leads: (conditions.length === 0 ? [sql<boolean>`false`] : conditions).map(callsWhere),
});

/** Begins with the wish that selects least by an index; the others are looked at call by call. */
export function planOf(filter: CallFilter): { leads: Lead[]; rest: Condition[] } {
  const facets = facetsOf(filter);
  const first = facets.find(({ leads }) => leads);
  const rest = facets.filter((facet) => facet !== first).map(({ condition }) => condition);
  return { leads: first?.leads ?? [callsWhere(sql`true`)], rest };
}

/** The whole filter as one condition on `calls`. */
export function conditionOf(filter: CallFilter): Condition {
  return allOf([...facetsOf(filter).map(({ condition }) => condition), idsWithin(filter)(sql`calls.id`)]);
}

export function allOf(conditions: readonly Condition[]): Condition {
  return conditions.length === 0 ? sql`true` : sql`(${sql.join(conditions, sql` and `)})`;
}

function anyOf(conditions: readonly Condition[]): Condition {
  return conditions.length === 0 ? sql`false` : sql`(${sql.join(conditions, sql` or `)})`;
}

// An id carries the time of its making (UUIDv7), which is created_at but for the moment between the two.
const momentMs = 60_000;

/** Bounds of ids that follow from the period and from where the page before ended. */
export function idsWithin(
  { since, until }: CallFilter,
  before?: Id<'call'>,
): (id: RawBuilder<unknown>) => RawBuilder<boolean> {
  return (id) =>
    allOf([
      ...(before ? [sql<boolean>`${id} < ${before}`] : []),
      ...(since ? [sql<boolean>`${id} >= ${firstIdAt(since.getTime() - momentMs)}`] : []),
      ...(until ? [sql<boolean>`${id} < ${firstIdAt(until.getTime() + momentMs)}`] : []),
    ]);
}

function firstIdAt(timeMs: number): string {
  const hex = Math.max(0, timeMs).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

/** From what selects least to what selects most. */
function facetsOf(filter: CallFilter): Facet[] {
  const is = (condition: Condition): Facet => ({ condition });
  const { contactId, search, tag, dispositions, personId, direction, since, until, answeredBy, number } = filter;
  const { hasVoicemailDrop, minDuration, scriptId } = filter;
  return [
    filter.prospectId && byIndex([sql`prospect_id = ${filter.prospectId}`]),
    contactId && byIndex([sql`contact_id = ${contactId}`]),
    filter.campaignId && byIndex([sql`campaign_id = ${filter.campaignId}`]),
    search && searched(search),
    tag !== undefined && tagged(tag),
    dispositions && ofDispositions(dispositions),
    filter.live !== undefined && (filter.live ? byIndex([sql`outcome is null`]) : is(sql`outcome is not null`)),
    personId && byIndex([sql`person_id = ${personId}`]),
    filter.statuses && byIndex(filter.statuses.map(ofStatus)),
    filter.hasRecording !== undefined &&
      (filter.hasRecording ? byIndex([sql`has_recording`]) : is(sql`not has_recording`)),
    direction && is(sql`direction = ${direction}`),
    since && is(sql`created_at >= ${since}`),
    until && is(sql`created_at < ${until}`),
    answeredBy && is(answered(answeredBy)),
    number !== undefined && is(sql`case direction when 'inbound' then to_number else from_number end = ${number}`),
    hasVoicemailDrop !== undefined &&
      is(hasVoicemailDrop ? sql`drop_started_at is not null` : sql`drop_started_at is null`),
    minDuration !== undefined && is(sql`duration_seconds >= ${minDuration}`),
    scriptId && is(sql`script_id = ${scriptId}`),
  ].filter((facet) => facet !== false && facet !== undefined);
}

function ofStatus(status: CallStatus): Condition {
  return isFinal(status) ? sql`outcome = ${status}` : sql`(outcome is null and status = ${status})`;
}

function ofDispositions(dispositions: (string | null)[]): Facet {
  const given = dispositions.filter((each) => each !== null);
  if (given.length === dispositions.length) return byIndex(given.map((each) => sql`disposition = ${each}`));
  return { condition: anyOf([sql`disposition is null`, ...given.map((each) => sql<boolean>`disposition = ${each}`)]) };
}

function tagged(tag: string): Facet {
  return {
    condition: sql`exists (select from call_tags t where t.tenant_id = calls.tenant_id and t.call_id = calls.id and t.tag = ${tag})`,
    leads: [
      ({ columns, within, most }) =>
        columns === 'id'
          ? sql`(select t.call_id as id from call_tags t where t.tag = ${tag} and ${within(sql`t.call_id`)}
              order by t.call_id desc limit ${most})`
          : sql`(select calls.* from call_tags t
              join calls on calls.tenant_id = t.tenant_id and calls.id = t.call_id
              where t.tag = ${tag} and ${within(sql`t.call_id`)} order by t.call_id desc limit ${most})`,
    ],
  };
}

function answered(by: AnsweredByClass): Condition {
  if (by === 'machine') return sql`answered_by like 'machine%'`;
  if (by === 'unknown') return sql`(answered_by not in ('human', 'fax') and answered_by not like 'machine%')`;
  return sql`answered_by = ${by}`;
}

function searched(search: CallSearch): Facet {
  if (search.kind === 'contacts') return byIndex(search.ids.map((id) => sql`contact_id = ${id}`));
  if (search.kind === 'name') {
    return {
      // As a value and not with EXISTS, which would be turned into a look at every contact.
      condition: sql`(select k.name from contacts k where k.tenant_id = calls.tenant_id and k.id = calls.contact_id) ilike ${search.pattern}`,
    };
  }
  const { digits, ending, part } = search;
  const anywhere = sql<boolean>`(from_number like ${`%${digits}%`} or to_number like ${`%${digits}%`})`;
  if (!ending || part === 'anywhere') return { condition: anywhere };
  // Operators of text_pattern_ops, since LIKE is no way into an index behind row level security: it is not leakproof.
  const ends = sql<boolean>`(last_digits = ${ending.slice(0, 4)} and reversed_digits ~>=~ ${ending} and reversed_digits ~<~ ${afterPrefix(ending)})`;
  return part === 'ending' ? byIndex([ends]) : { condition: sql`(${anywhere} and not ${ends})` };
}

/** The first text that sorts after all that begin with these digits; behind 9 comes the colon. */
function afterPrefix(digits: string): string {
  return digits.slice(0, -1) + String.fromCharCode(digits.charCodeAt(digits.length - 1) + 1);
}
