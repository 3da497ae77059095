import { type Contact, changeContact } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { useMay } from '../../app/session.ts';
import { sayFailed } from '../../ui/toasts.tsx';
import { CallTags } from '../calls/call-tags.tsx';
import { contactKeys, contactQuery } from './queries.ts';

/** The tags; each change is shown at once and taken back, with the reason, if the server says no. */
export function ContactTags({ contact }: { contact: Contact }) {
  const client = useQueryClient();
  const mayWrite = useMay('agent');
  const { queryKey } = contactQuery(contact.id);
  const save = useMutation({
    mutationFn: (tags: string[]) => api(changeContact, { params: { contact_id: contact.id }, body: { tags } }),
    // One after the other: each sends all tags.
    scope: { id: `tags of ${contact.id}` },
    onMutate: (tags) => {
      const before = client.getQueryData(queryKey);
      if (before) client.setQueryData(queryKey, { ...before, tags });
      return before?.tags;
    },
    onError: (error, _tags, before) => {
      client.setQueryData(queryKey, (now) => now && { ...now, tags: before ?? now.tags });
      sayFailed(error);
    },
    onSuccess: () => client.invalidateQueries({ queryKey: [...contactKeys.lists] }),
  });
  return (
    <section aria-labelledby="contact-tags" className="card grid gap-2 p-4">
      <h2 id="contact-tags" className="text-base leading-6 font-semibold">
        Tags
      </h2>
      <CallTags tags={contact.tags} disabled={!mayWrite} onChange={(tags) => save.mutate(tags)} />
    </section>
  );
}
