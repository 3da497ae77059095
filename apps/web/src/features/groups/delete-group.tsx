import { deleteGroup, type RingGroup } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../../app/api.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { sayDone, sayFailed } from '../../ui/toasts.tsx';
import { groupListQuery } from './queries.ts';

export function DeleteGroup({ group }: { group: RingGroup }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => api(deleteGroup, { params: { group_id: group.id } }),
    onSuccess: async () => {
      await navigate({ to: '/groups', ignoreBlocker: true });
      await client.invalidateQueries({ queryKey: groupListQuery.queryKey });
      sayDone(`${group.name} was deleted.`);
    },
    onError: sayFailed,
  });
  return (
    <ConfirmButton
      question={`Delete ${group.name}?`}
      consequence="No call can ring it any more. What still rings it keeps it from being deleted."
      action="Delete group"
      disabled={remove.isPending}
      onConfirm={() => remove.mutate()}
    >
      Delete
    </ConfirmButton>
  );
}
