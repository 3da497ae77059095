import { useQuery } from '@tanstack/react-query';
import { useSession } from '../../app/session.ts';
import { peopleQuery } from './queries.ts';

/** The phone of your profile, where calls are connected to; null for none, undefined while it is not known. */
export function useOwnPhone(): string | null | undefined {
  const { person } = useSession();
  return useQuery(peopleQuery).data?.items.find(({ id }) => id === person.id)?.phone_number;
}
