import { changeContactImport, createContactImport, makeClient } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { api, inSession } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { sayFailed } from '../../ui/toasts.tsx';
import { sendWithProgress } from '../voicemail-drops/send-with-progress.ts';
import { applyImport, importKeys } from './queries.ts';

/** Sends a file or a text and opens the import that it becomes; `share` is what has been sent of it. */
export function useBeginImport(campaignId: string | undefined) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [share, setShare] = useState(0);
  const sending = useRef<AbortController>(undefined);
  const begin = useMutation({
    mutationFn: async (source: { file: File } | { text: string }) => {
      setShare(0);
      sending.current = new AbortController();
      const { signal } = sending.current;
      const post = makeClient({ baseUrl: '', fetch: inSession(sendWithProgress(setShare)) });
      const made = await ('file' in source
        ? post(createContactImport, { body: { name: source.file.name.slice(0, 200) }, file: source.file, signal })
        : post(createContactImport, { body: { text: source.text, name: 'Pasted rows' }, signal }));
      return campaignId ? intoCampaign(made, campaignId) : made;
    },
    onSuccess: (made) => {
      applyImport(client, made);
      void client.invalidateQueries({ queryKey: importKeys.list });
      void navigate({ to: '/contacts/import/$importId', params: { importId: made.id }, search: { step: 'file' } });
    },
  });
  const isCancelled = begin.error instanceof DOMException && begin.error.name === 'AbortError';
  const problem = begin.error && !isCancelled ? sentenceOf(begin.error) : undefined;
  return { begin, share, problem, cancel: () => sending.current?.abort() };
}

/** A campaign that is over by now must not cost the upload. */
async function intoCampaign<Made extends { id: string }>(made: Made, campaignId: string) {
  try {
    return await api(changeContactImport, { params: { import_id: made.id }, body: { campaign_id: campaignId } });
  } catch (error) {
    sayFailed(error);
    return made;
  }
}
