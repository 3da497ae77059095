import { createVoicemailDrop, makeClient } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { inSession } from '../../app/api.ts';
import { sayDone } from '../../ui/toasts.tsx';
import { dropKeys } from './queries.ts';
import { sendWithProgress } from './send-with-progress.ts';

export type DropSource = 'file' | 'text' | 'url';

interface DropWish {
  name: string;
  source: DropSource;
  file: File | undefined;
  text: string;
  voice: string;
  url: string;
}

export const emptyWish: DropWish = { name: '', source: 'file', file: undefined, text: '', voice: '', url: '' };

/** Sends a new drop; `progress` is the share of it that has been sent. */
export function useAddDrop({ onAdded }: { onAdded: () => void }) {
  const client = useQueryClient();
  const [progress, setProgress] = useState(0);
  const sending = useRef<AbortController>(undefined);
  const add = useMutation({
    mutationFn: ({ name, source, file, text, voice, url }: DropWish) => {
      setProgress(0);
      sending.current = new AbortController();
      const request = { signal: sending.current.signal };
      const post = makeClient({ baseUrl: '', fetch: inSession(sendWithProgress(setProgress)) });
      if (source === 'text')
        return post(createVoicemailDrop, { ...request, body: { name, text, ...(voice && { voice }) } });
      if (source === 'url') return post(createVoicemailDrop, { ...request, body: { name, audio_url: url } });
      return post(createVoicemailDrop, { ...request, body: { name }, ...(file && { file }) });
    },
    onSuccess: async ({ name }) => {
      sayDone(`${name} was added.`);
      onAdded();
      await client.invalidateQueries({ queryKey: dropKeys.all });
    },
  });
  return { add, progress, cancel: () => sending.current?.abort() };
}
