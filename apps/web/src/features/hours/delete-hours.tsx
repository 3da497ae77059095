import { deleteHours, type OpeningHours } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../../app/api.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { sayDone, sayFailed } from '../../ui/toasts.tsx';
import { hoursListQuery } from './queries.ts';

export function DeleteHours({ hours }: { hours: OpeningHours }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => api(deleteHours, { params: { hours_id: hours.id } }),
    onSuccess: async () => {
      await navigate({ to: '/hours', ignoreBlocker: true });
      await client.invalidateQueries({ queryKey: hoursListQuery.queryKey });
      sayDone(`${hours.name} was deleted.`);
    },
    onError: sayFailed,
  });
  return (
    <ConfirmButton
      question={`Delete ${hours.name}?`}
      consequence="Nothing can follow these hours any more. What still follows them keeps them from being deleted."
      action="Delete opening hours"
      disabled={remove.isPending}
      onConfirm={() => remove.mutate()}
    >
      Delete
    </ConfirmButton>
  );
}
