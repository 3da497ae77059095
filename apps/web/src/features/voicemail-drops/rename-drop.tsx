import { changeVoicemailDrop, type VoicemailDrop } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { dropKeys } from './queries.ts';

/** The name as a field, in its place; Enter saves, Escape leaves it as it was. */
export function RenameDrop({ drop, onClose }: { drop: VoicemailDrop; onClose: () => void }) {
  const client = useQueryClient();
  const [name, setName] = useState(drop.name);
  const rename = useMutation({
    mutationFn: () => api(changeVoicemailDrop, { params: { drop_id: drop.id }, body: { name } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: dropKeys.all });
      onClose();
    },
  });
  return (
    <form
      className="flex min-w-0 flex-1 basis-60 flex-wrap items-start gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (!rename.isPending) rename.mutate();
      }}
    >
      <div className="min-w-0 flex-1 basis-40">
        <TextField
          label={`New name of ${drop.name}`}
          labelHidden
          // The field stands where the button was pressed.
          autoFocus
          required
          maxLength={255}
          value={name}
          error={rename.error ? sentenceOf(rename.error) : undefined}
          onChange={(event) => setName(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') onClose();
          }}
        />
      </div>
      <Button type="submit" look="primary" className="h-9">
        Save
      </Button>
      <Button look="ghost" className="h-9" onClick={onClose}>
        Cancel
      </Button>
    </form>
  );
}
