import { removeSampleData } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { sayDone, sayFailed } from '../../ui/toasts.tsx';
import { useWorkspace } from './workspace.ts';

/** Removes everything that was seeded to look around. */
export function SampleData() {
  const { sample_data } = useWorkspace();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => api(removeSampleData, {}),
    onSuccess: async () => {
      sayDone('The sample data was removed.');
      await client.invalidateQueries();
    },
    onError: sayFailed,
  });
  return (
    <section id="data" aria-labelledby="data-title" className="card grid gap-3 p-4">
      <h2 id="data-title" className="text-base leading-6 font-semibold">
        Data
      </h2>
      <p className="text-muted">
        {sample_data
          ? 'This workspace holds sample contacts and calls, marked “Sample”.'
          : 'This workspace holds no sample data.'}
      </p>
      {sample_data ? (
        <ConfirmButton
          className="justify-self-start"
          question="Remove the sample data?"
          consequence="Every contact and call marked “Sample” is deleted. Your own stay."
          action="Remove sample data"
          disabled={remove.isPending}
          onConfirm={() => remove.mutate()}
        >
          Remove sample data
        </ConfirmButton>
      ) : null}
    </section>
  );
}
