import type { CallFilters } from './call-filters.ts';

/** The kinds that people look for first; each is a direction and statuses. Those that ask for a call back come first. */
export const callKinds = [
  { name: 'All', filter: {} },
  { name: 'Missed', filter: { direction: 'inbound', status: 'busy,no-answer,canceled' } },
  { name: 'No reply', filter: { direction: 'outbound', status: 'busy,no-answer' } },
  { name: 'Ongoing', filter: { status: 'queued,ringing,in-progress' } },
  { name: 'Incoming', filter: { direction: 'inbound' } },
  { name: 'Outgoing', filter: { direction: 'outbound' } },
  { name: 'Failed', filter: { status: 'failed' } },
] as const satisfies readonly { name: string; filter: CallFilters }[];

type KindName = (typeof callKinds)[number]['name'];

/** The kind that the filters select, if it is one of these. */
export function kindOf({ direction, status }: CallFilters): KindName | undefined {
  return callKinds.find(
    ({ filter }: { filter: CallFilters }) => filter.direction === direction && filter.status === status,
  )?.name;
}

/** The filters with another kind; all that a kind does not speak of stays. */
export function withKind(
  { direction: _direction, status: _status, ...rest }: CallFilters,
  name: KindName,
): CallFilters {
  return { ...rest, ...callKinds.find((kind) => kind.name === name)?.filter };
}
