import { deleteScript, type Script } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../../app/api.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { sayDone, sayFailed } from '../../ui/toasts.tsx';
import { scriptKeys } from './queries.ts';

export function DeleteScript({ script }: { script: Script }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => api(deleteScript, { params: { script_id: script.id } }),
    onSuccess: async () => {
      await navigate({ to: '/scripts', ignoreBlocker: true });
      await client.invalidateQueries({ queryKey: scriptKeys.lists });
      sayDone(`${script.name} was deleted.`);
    },
    onError: sayFailed,
  });
  return (
    <ConfirmButton
      question={`Delete ${script.name}?`}
      consequence="No call can use it any more. Calls that used it keep what they said."
      action="Delete script"
      disabled={remove.isPending}
      onConfirm={() => remove.mutate()}
    >
      Delete
    </ConfirmButton>
  );
}
