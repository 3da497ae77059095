import { createFlow, type Flow } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { flowKeys, flowQuery } from './flow-queries.ts';
import { type Beginning, TemplatesGallery } from './templates-gallery.tsx';

/** Chooses what a new flow begins with. */
export function ChooseTemplateDialog(props: { onClose: () => void; onUse: (beginning: Beginning) => void }) {
  return (
    <Dialog
      onClose={props.onClose}
      title="New call flow"
      description="Begin with a template; everything in it can be changed."
      className="w-[min(960px,calc(100vw-24px))]"
    >
      <TemplatesGallery onUse={props.onUse} />
    </Dialog>
  );
}

/** Names a new flow and opens it. */
export function NameFlowDialog({ beginning, onClose }: { beginning: Beginning; onClose: () => void }) {
  const { template } = beginning;
  const [name, setName] = useState(beginning.name);
  const create = useCreateFlow();
  return (
    <Dialog onClose={onClose} title="Name the flow" description="Callers never hear the name.">
      <form
        className="grid grid-cols-[minmax(0,1fr)] gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!create.isPending) create.mutate({ name: name.trim(), ...(template !== undefined && { template }) });
        }}
      >
        <TextField
          label="Name"
          required
          // The dialog has this one field.
          autoFocus
          maxLength={120}
          placeholder="Main line"
          value={name}
          error={create.error ? sentenceOf(create.error) : undefined}
          onFocus={(event) => event.target.select()}
          onChange={(event) => {
            setName(event.target.value);
            create.reset();
          }}
        />
        <Button type="submit" look="primary" aria-disabled={create.isPending}>
          {create.isPending ? 'Creating…' : 'Create flow'}
        </Button>
      </form>
    </Dialog>
  );
}

function useCreateFlow() {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (body: { name: string; template?: string }) => api(createFlow, { body }),
    onSuccess: async (flow: Flow) => {
      client.setQueryData(flowQuery(flow.id).queryKey, flow);
      void client.invalidateQueries({ queryKey: flowKeys.lists });
      void client.invalidateQueries({ queryKey: flowKeys.directory });
      await navigate({ to: '/flows/$flowId', params: { flowId: flow.id } });
    },
  });
}
