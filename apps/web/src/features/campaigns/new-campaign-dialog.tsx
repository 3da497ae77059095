import { createCampaign } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';
import { campaignKeys } from './queries.ts';

/** Names a campaign; the rest is asked for step by step, and each step is kept. */
export function NewCampaignDialog({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('');
  const { time_zone } = useWorkspace();
  const client = useQueryClient();
  const navigate = useNavigate();
  const create = useMutation({
    mutationFn: () => api(createCampaign, { body: { name: name.trim(), settings: { time_zone } } }),
    onSuccess: async ({ id }) => {
      void client.invalidateQueries({ queryKey: campaignKeys.lists });
      onClose();
      await navigate({ to: '/campaigns/$campaignId/edit/$step', params: { campaignId: id, step: 'audience' } });
    },
  });
  return (
    <Dialog onClose={onClose} title="New campaign" description="It stays a draft until you start it in the last step.">
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '' && !create.isPending) create.mutate();
        }}
      >
        <TextField
          label="Name"
          required
          maxLength={120}
          autoComplete="off"
          placeholder="Spring renewals"
          value={name}
          error={create.error ? sentenceOf(create.error) : undefined}
          onChange={(event) => setName(event.target.value)}
        />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" disabled={create.isPending}>
            Create draft
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
