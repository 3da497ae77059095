import { type ContactImportDetail, changeContactImport, type ImportSettings } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { applyImport, importKeys } from './queries.ts';

/**
 * Changes how a file is read, one change after the other. What was chosen shows at once; what it makes of the rows is in
 * the answer.
 */
export function useImportSettings(importId: string) {
  const client = useQueryClient();
  const key = [...importKeys.detail(importId), 'settings'];
  const change = useMutation({
    mutationKey: key,
    scope: { id: key.join(' ') },
    mutationFn: (part: Partial<ImportSettings>) =>
      api(changeContactImport, { params: { import_id: importId }, body: part }),
    onMutate: (part) => {
      lay(client, importId, part);
    },
    onSuccess: (answer) => {
      const known = client.getQueryData<ContactImportDetail>(importKeys.detail(importId));
      applyImport(client, answer);
      // Later choices wait in the queue: what they show must not jump back for a moment.
      if (known && client.isMutating({ mutationKey: key }) > 1) lay(client, importId, known.settings);
    },
    onError: () => client.invalidateQueries({ queryKey: importKeys.detail(importId) }),
  });
  return change;
}

function lay(client: ReturnType<typeof useQueryClient>, importId: string, part: Partial<ImportSettings>): void {
  for (const key of [importKeys.detail(importId), importKeys.progress(importId)]) {
    client.setQueryData<ContactImportDetail>(
      key,
      (known) => known && { ...known, settings: { ...known.settings, ...part } },
    );
  }
}
