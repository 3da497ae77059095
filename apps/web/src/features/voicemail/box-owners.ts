import { listGroups, listNumbers, type VoicemailBox } from '@offhook/contract';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { formatNumber } from '../../app/phone.ts';
import { peopleQuery } from '../people/queries.ts';
import { useWorkspace } from '../workspaces/workspace.ts';

type OwnerKind = VoicemailBox['owner_kind'];

interface Owner {
  id: string;
  name: string;
}

const numbersQuery = queryOptions({
  queryKey: ['numbers', 'owners'],
  queryFn: async ({ signal }) => (await api(listNumbers, { query: { limit: 200 }, signal })).items,
});

const groupsQuery = queryOptions({
  queryKey: ['groups', 'owners'],
  queryFn: async ({ signal }) => (await api(listGroups, { signal })).items,
});

/** Who can own a box of a kind; undefined while that is not known. Nobody owns a shared one. */
export function useOwners(kind: OwnerKind): readonly Owner[] | undefined {
  const { country } = useWorkspace();
  const people = useQuery({ ...peopleQuery, enabled: kind === 'person' }).data?.items;
  const numbers = useQuery({ ...numbersQuery, enabled: kind === 'number' }).data;
  const groups = useQuery({ ...groupsQuery, enabled: kind === 'group' }).data;
  const owners: Record<OwnerKind, readonly Owner[] | undefined> = {
    shared: [],
    person: people,
    number: numbers?.map(({ id, phone_number }) => ({ id, name: formatNumber(phone_number, country) })),
    group: groups,
  };
  return owners[kind];
}
