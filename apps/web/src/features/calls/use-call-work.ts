import { type Call, changeCall } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { sayUndoable } from '../../ui/toasts.tsx';
import { applyCall } from './live-cache.ts';

type Work = Partial<Pick<Call, 'notes' | 'disposition' | 'tags'>>;

/** Changes what people say of a call: shown at once, taken back when the server refuses, undone by its toast. */
export function useCallWork(call: Call) {
  const client = useQueryClient();
  const mutation = useMutation({
    mutationFn: ({ change }: { change: Work; said: string | undefined; before: Work }) =>
      api(changeCall, { params: { call_id: call.id }, body: change }),
    onMutate: ({ change }) => applyCall(client, { ...call, ...change }),
    onSuccess: (changed, { said, before }) => {
      applyCall(client, changed);
      if (said !== undefined) sayUndoable(said, () => mutation.mutate({ change: before, said: undefined, before: {} }));
    },
    onError: (_error, { before }) => applyCall(client, { ...call, ...before }),
  });
  const save = (change: Work, said: string) => mutation.mutate({ change, said, before: previous(call, change) });
  return { save, error: mutation.error };
}

function previous({ notes, disposition, tags }: Call, change: Work): Work {
  return {
    ...('notes' in change && { notes }),
    ...('disposition' in change && { disposition }),
    ...('tags' in change && { tags }),
  };
}
