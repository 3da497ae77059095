import { createPrompt, deletePrompt, type FlowPrompt, listPrompts, makeClient } from '@offhook/contract';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { api, inSession } from '../../app/api.ts';
import { sayDone } from '../../ui/toasts.tsx';
import { sendWithProgress } from '../voicemail-drops/send-with-progress.ts';

export const promptKeys = { all: ['prompts'] } as const;

export const promptListQuery = queryOptions({
  queryKey: promptKeys.all,
  queryFn: ({ signal }) => api(listPrompts, { signal }),
});

/** Adds a prompt; `progress` is the share of it that has been sent. */
export function useAddPrompt(onAdded: (prompt: FlowPrompt) => void) {
  const client = useQueryClient();
  const [progress, setProgress] = useState(0);
  const sending = useRef<AbortController>(undefined);
  const add = useMutation({
    mutationFn: ({ name, file }: { name: string; file: Blob }) => {
      setProgress(0);
      sending.current = new AbortController();
      const post = makeClient({ baseUrl: '', fetch: inSession(sendWithProgress(setProgress)) });
      return post(createPrompt, { body: { name }, file, signal: sending.current.signal });
    },
    onSuccess: async (prompt) => {
      // The checker of an open flow knows prompts by the directory.
      await Promise.all([
        client.invalidateQueries({ queryKey: promptKeys.all }),
        client.invalidateQueries({ queryKey: ['flows', 'directory'] }),
      ]);
      onAdded(prompt);
    },
  });
  return { add, progress, cancel: () => sending.current?.abort() };
}

export function useDeletePrompt(prompt: FlowPrompt) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api(deletePrompt, { params: { prompt_id: prompt.id } }),
    onSuccess: async () => {
      sayDone(`${prompt.name} was deleted.`);
      await client.invalidateQueries({ queryKey: promptKeys.all });
    },
  });
}
