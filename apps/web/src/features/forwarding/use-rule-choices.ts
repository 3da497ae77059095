import { useQuery } from '@tanstack/react-query';
import { hoursListQuery } from '../hours/queries.ts';
import { peopleQuery } from '../people/queries.ts';
import { boxesQuery } from '../voicemail/queries.ts';
import type { RuleChoices } from './rules-editor.tsx';

/** What the rules of a workspace can name. */
export function useRuleChoices(): RuleChoices {
  const people = useQuery(peopleQuery).data?.items ?? [];
  const hours = useQuery(hoursListQuery).data?.items ?? [];
  const boxes = useQuery(boxesQuery).data ?? [];
  return { people, hours, boxes };
}
