import { type Consent, type Contact, consentScopes, consentStrengths, recordConsent } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { fieldOf, sentenceOf } from '../../app/failures.ts';
import { formatNumber } from '../../app/phone.ts';
import { useTimeZone } from '../../app/time-zone.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextArea, TextField } from '../../ui/field.tsx';
import { momentOf } from '../campaigns/zoned-moments.ts';
import { useWorkspace } from '../workspaces/workspace.ts';
import { scopeWords } from './consent-words.ts';

/** Records what somebody agreed to, with where and how. */
export function ConsentDialog({ contact, onClose }: { contact: Contact; onClose: () => void }) {
  const { country } = useWorkspace();
  const zone = useTimeZone();
  const client = useQueryClient();
  const [scope, setScope] = useState<Consent['scope']>('calls');
  const [strength, setStrength] = useState<Consent['strength']>('express');
  const [texts, setTexts] = useState({ source: '', proof: '', url: '', given: '', expires: '' });
  const [number, setNumber] = useState(contact.phone_number ?? contact.numbers[0]?.number ?? '');
  const set = (part: Partial<typeof texts>) => setTexts({ ...texts, ...part });
  const record = useMutation({
    mutationFn: () => {
      const [given_at, expires_at] = [texts.given, texts.expires].map((day) => momentOf(`${day}T00:00`, zone));
      return api(recordConsent, {
        body: {
          ...{ phone_number: number, contact_id: contact.id, scope, strength, source: texts.source },
          ...(texts.proof.trim() && { proof_text: texts.proof }),
          ...(texts.url.trim() && { proof_url: texts.url.trim() }),
          ...(given_at && { given_at }),
          ...(expires_at && { expires_at }),
        },
      });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['consents'] });
      onClose();
    },
  });
  const field = fieldOf(record.error);
  const problem = record.error ? sentenceOf(record.error) : undefined;
  const here = (name: string) => (field === name ? problem : undefined);
  return (
    <Dialog title="Record a consent" description={contact.name} onClose={onClose}>
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (!record.isPending) record.mutate();
        }}
      >
        <SelectField label="For the number" value={number} onChange={(event) => setNumber(event.target.value)}>
          {contact.numbers.map((each) => (
            <option key={each.number} value={each.number}>
              {formatNumber(each.number, country)}, {each.label}
            </option>
          ))}
        </SelectField>
        <SelectField
          label="They agreed to"
          value={scope}
          // The options are the scopes.
          onChange={(event) => setScope(event.target.value as Consent['scope'])}
        >
          {consentScopes.map((each) => (
            <option key={each} value={each}>
              {scopeWords[each]}
            </option>
          ))}
        </SelectField>
        <SelectField
          label="How"
          value={strength}
          // The options are the strengths.
          onChange={(event) => setStrength(event.target.value as Consent['strength'])}
        >
          {consentStrengths.map((each) => (
            <option key={each} value={each}>
              {each === 'express' ? 'They said so' : 'In writing: the text or a link to it is needed'}
            </option>
          ))}
        </SelectField>
        <TextField
          label="Where it was given"
          hint="Such as a form, a fair, or a call."
          required
          maxLength={200}
          value={texts.source}
          error={here('source')}
          onChange={(event) => set({ source: event.target.value })}
        />
        <TextArea
          label="What they agreed to, in its words"
          maxLength={5000}
          value={texts.proof}
          error={
            problem && !['source', 'proof_url', 'given_at', 'expires_at'].includes(field ?? '') ? problem : undefined
          }
          onChange={(event) => set({ proof: event.target.value })}
        />
        <TextField
          label="Link to the proof"
          type="url"
          maxLength={2000}
          value={texts.url}
          error={here('proof_url')}
          onChange={(event) => set({ url: event.target.value })}
        />
        <div className="grid grid-cols-2 gap-3">
          <DayField
            label="Given on"
            hint="Empty: now"
            day={texts.given}
            error={here('given_at')}
            onChange={(given) => set({ given })}
          />
          <DayField
            label="Expires on"
            hint="Empty: never"
            day={texts.expires}
            error={here('expires_at')}
            onChange={(expires) => set({ expires })}
          />
        </div>
        <Button type="submit" look="primary" aria-disabled={record.isPending}>
          {record.isPending ? 'Saving…' : 'Record consent'}
        </Button>
      </form>
    </Dialog>
  );
}

function DayField(props: {
  label: string;
  hint: string;
  day: string;
  error: string | undefined;
  onChange: (day: string) => void;
}) {
  const { day, onChange, ...rest } = props;
  return <TextField type="date" value={day} onChange={(event) => onChange(event.target.value)} {...rest} />;
}
