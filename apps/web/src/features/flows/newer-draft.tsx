import { getFlow } from '@offhook/contract';
import { useMutation } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { Button } from '../../ui/button.tsx';
import { sayFailed } from '../../ui/toasts.tsx';
import { useEditor } from './editor-store.ts';
import type { Saving } from './use-autosave.ts';

/** Somebody else saved while nothing was changed here: theirs can be shown before a conflict arises. */
export function NewerDraft({ newest, saving }: { newest: number | undefined; saving: Saving }) {
  const flowId = useEditor((editor) => editor.flowId);
  // While a save is under way the newest may well be our own.
  const isBehind = useEditor(({ saved, revision }) => saved === 'saved' && newest !== undefined && newest > revision);
  const load = useMutation({
    mutationFn: () => api(getFlow, { params: { flow_id: flowId } }),
    onSuccess: ({ draft, revision }) => saving.adopt(draft, revision),
    onError: sayFailed,
  });
  if (!isBehind) return null;
  return (
    <p role="status" className="st-info flex flex-wrap items-center gap-3 border-b px-4 py-1.5 text-[13px]">
      Somebody saved a newer draft.
      <Button size="small" disabled={load.isPending} onClick={() => load.mutate()}>
        Show it
      </Button>
    </p>
  );
}
