import { changeScript, createScript, getScript, type RouteResponse } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { sayDone } from '../../ui/toasts.tsx';
import { scriptKeys, scriptQuery } from './queries.ts';
import { draftOf, emptyDraft, fieldsOf, isSameDraft, type ScriptDraft } from './script-draft.ts';

export type ScriptDetail = RouteResponse<typeof getScript>;

interface Saving {
  draft: ScriptDraft;
  /** The version that the draft was made from; undefined overwrites whatever is there. */
  baseVersion?: number | undefined;
}

/** The draft of a script and its way to the server. What nobody has changed follows the server by itself. */
export function useScriptEditing(script: ScriptDetail | undefined) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [edited, setEdited] = useState<{ draft: ScriptDraft; version: number | undefined }>();
  const saved = script ? draftOf(script) : emptyDraft;
  const draft = edited?.draft ?? saved;
  const baseVersion = edited ? edited.version : script?.version;
  const renew = () => client.invalidateQueries({ queryKey: scriptKeys.all });
  const save = useMutation({
    mutationFn: async ({ draft: wanted, baseVersion: base }: Saving) => {
      if (!script) return { id: (await api(createScript, { body: fieldsOf(wanted) })).id, isNew: true };
      const params = { script_id: script.id };
      await api(changeScript, { params, body: { ...fieldsOf(wanted), base_version: base } });
      const changed = await api(getScript, { params });
      client.setQueryData(scriptQuery(script.id).queryKey, changed);
      return { id: script.id, isNew: false };
    },
    onSuccess: async ({ id, isNew }) => {
      setEdited(undefined);
      sayDone(isNew ? 'The script was created.' : 'The script was saved.');
      if (isNew) await navigate({ to: '/scripts/$scriptId', params: { scriptId: id }, ignoreBlocker: true });
      await renew();
    },
  });
  const saveAsNew = useMutation({
    mutationFn: (name: string) => api(createScript, { body: { ...fieldsOf(draft), name } }),
    onSuccess: async ({ id }) => {
      setEdited(undefined);
      save.reset();
      sayDone('Your text was kept as a new script.');
      await navigate({ to: '/scripts/$scriptId', params: { scriptId: id }, ignoreBlocker: true });
      await renew();
    },
  });
  return {
    draft,
    isChanged: !isSameDraft(draft, saved),
    change(part: Partial<ScriptDraft>) {
      setEdited({ draft: { ...draft, ...part }, version: baseVersion });
      if (!save.isPending) save.reset();
    },
    discard() {
      setEdited(undefined);
      save.reset();
    },
    save,
    saveDraft: () => save.mutate({ draft, baseVersion }),
    saveAsNew,
  };
}

export type ScriptEditing = ReturnType<typeof useScriptEditing>;
