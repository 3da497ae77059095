import { changeGroup, createGroup, type GroupMember, type RingGroup } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { codeOf } from '../../app/failures.ts';
import { sayDone } from '../../ui/toasts.tsx';

export interface GroupDraft {
  name: string;
  members: readonly GroupMember[];
}

/** The draft of a group and its way to the server. What nobody has changed follows the server by itself. */
export function useGroupEditing(group: RingGroup | undefined) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [edited, setEdited] = useState<{ draft: GroupDraft; base: string | undefined }>();
  const saved: GroupDraft = group ?? { name: '', members: [] };
  const draft = edited?.draft ?? saved;
  const content = ({ name, members }: GroupDraft) => ({ name: name.trim(), members: [...members] });
  const save = useMutation({
    mutationFn: () => {
      const body = content(draft);
      if (!group) return api(createGroup, { body });
      const base = edited?.base;
      return api(changeGroup, { params: { group_id: group.id }, body: { ...body, base_updated_at: base } });
    },
    onError: async (error) => {
      if (codeOf(error) !== 'groups.changed_meanwhile') return;
      // Whoever was told and saves again means to overwrite.
      setEdited({ draft, base: undefined });
      await client.invalidateQueries({ queryKey: ['groups'] });
    },
    onSuccess: async ({ id, name }) => {
      sayDone(group ? `${name} was saved.` : `${name} was created.`);
      await client.invalidateQueries({ queryKey: ['groups'] });
      if (!group) await navigate({ to: '/groups/$groupId', params: { groupId: id }, ignoreBlocker: true });
      setEdited(undefined);
    },
  });
  return {
    draft,
    isChecked: false,
    isChanged: edited !== undefined && JSON.stringify(content(draft)) !== JSON.stringify(content(saved)),
    change(part: Partial<GroupDraft>) {
      setEdited({ draft: { ...draft, ...part }, base: edited ? edited.base : group?.updated_at });
      if (!save.isPending) save.reset();
    },
    discard() {
      setEdited(undefined);
      save.reset();
    },
    save,
  };
}
