import { invitePerson, type Role, roles } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { LinkDialog } from './link-dialog.tsx';
import { roleWords } from './role-words.ts';

/** Makes an invitation link for one e-mail address. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('agent');
  const invite = useMutation({
    mutationFn: () => api(invitePerson, { body: { email, role } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['workspace'] }),
  });
  if (invite.data)
    return <LinkDialog title={`Invitation for ${invite.data.email}`} {...invite.data} onClose={onClose} />;
  return (
    <Dialog
      onClose={onClose}
      title="Invite somebody"
      description="You get a link to send; Offhook sends no mail by itself."
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          invite.mutate();
        }}
      >
        <TextField
          label="E-mail"
          type="email"
          required
          value={email}
          error={invite.error ? sentenceOf(invite.error) : undefined}
          onChange={(event) => setEmail(event.target.value)}
        />
        {/* The options are the roles, so the value is one. */}
        <SelectField label="Role" value={role} onChange={(event) => setRole(event.target.value as Role)}>
          {roles.map((each) => (
            <option key={each} value={each}>
              {roleWords[each]}
            </option>
          ))}
        </SelectField>
        <Button type="submit" look="primary" disabled={invite.isPending}>
          Make invitation link
        </Button>
      </form>
    </Dialog>
  );
}
