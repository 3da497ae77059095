import { useQuery } from '@tanstack/react-query';
import { numberChoicesQuery } from '../numbers/queries.ts';
import { useWorkspace } from '../workspaces/workspace.ts';

/** Numbers of the workspace, the one that calls begin from first. */
export function useOwnNumbers(): readonly string[] {
  const { default_from_number } = useWorkspace();
  const numbers = useQuery(numberChoicesQuery);
  const known = numbers.data?.items.map(({ phone_number }) => phone_number) ?? [];
  return [...new Set(default_from_number ? [default_from_number, ...known] : known)];
}
