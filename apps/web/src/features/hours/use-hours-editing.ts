import { changeHours, createHours, type OpeningHours } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { codeOf } from '../../app/failures.ts';
import { sayDone } from '../../ui/toasts.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';
import { calendarOf, draftOf, emptyDraft, type HoursDraft, isSameDraft, rowProblems } from './hours-draft.ts';

/** The draft of opening hours and its way to the server. What nobody has changed follows the server by itself. */
export function useHoursEditing(hours: OpeningHours | undefined) {
  const { time_zone } = useWorkspace();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [edited, setEdited] = useState<{ draft: HoursDraft; base: string | undefined }>();
  const [isChecked, setChecked] = useState(false);
  const saved = hours ? draftOf(hours) : emptyDraft(time_zone);
  const draft = edited?.draft ?? saved;
  const problems = rowProblems(draft);
  const save = useMutation({
    mutationFn: (wanted: HoursDraft) => {
      const body = { name: wanted.name.trim(), calendar: calendarOf(wanted) };
      if (!hours) return api(createHours, { body });
      const base = edited?.base;
      return api(changeHours, { params: { hours_id: hours.id }, body: { ...body, base_updated_at: base } });
    },
    onError: async (error, wanted) => {
      if (codeOf(error) !== 'hours.changed_meanwhile') return;
      // Whoever was told and saves again means to overwrite.
      setEdited({ draft: wanted, base: undefined });
      await client.invalidateQueries({ queryKey: ['hours'] });
    },
    onSuccess: async ({ id, name }) => {
      sayDone(hours ? `${name} was saved.` : `${name} was created.`);
      await client.invalidateQueries({ queryKey: ['hours'] });
      if (!hours) await navigate({ to: '/hours/$hoursId', params: { hoursId: id }, ignoreBlocker: true });
      setEdited(undefined);
      setChecked(false);
    },
  });
  return {
    draft,
    problems,
    /** Whether saving was tried: then every row says what is wrong with it. */
    isChecked,
    isChanged: edited !== undefined && !isSameDraft(draft, saved),
    change(next: HoursDraft) {
      setEdited({ draft: next, base: edited ? edited.base : hours?.updated_at });
      if (!save.isPending) save.reset();
    },
    discard() {
      setEdited(undefined);
      setChecked(false);
      save.reset();
    },
    save,
    saveDraft() {
      setChecked(true);
      if (problems.size === 0 && !save.isPending) save.mutate(draft);
    },
  };
}

export type HoursEditing = ReturnType<typeof useHoursEditing>;
