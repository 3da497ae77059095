import { changeGroup, createGroup, type GroupMember, type RingGroup } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { sayDone } from '../../ui/toasts.tsx';

export interface GroupDraft {
  name: string;
  members: readonly GroupMember[];
}

/** The draft of a group and its way to the server. What nobody has changed follows the server by itself. */
export function useGroupEditing(group: RingGroup | undefined) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [edited, setEdited] = useState<GroupDraft>();
  const saved: GroupDraft = group ?? { name: '', members: [] };
  const draft = edited ?? saved;
  const content = ({ name, members }: GroupDraft) => ({ name: name.trim(), members: [...members] });
  const save = useMutation({
    mutationFn: () => {
      const body = content(draft);
      return group ? api(changeGroup, { params: { group_id: group.id }, body }) : api(createGroup, { body });
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
      setEdited({ ...draft, ...part });
      if (!save.isPending) save.reset();
    },
    discard() {
      setEdited(undefined);
      save.reset();
    },
    save,
  };
}
