import { type ApiKey, listApiKeys, revokeApiKey } from '@offhook/contract';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { FailedState, Skeleton } from '../../ui/states.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { sayFailed } from '../../ui/toasts.tsx';
import { NewKeyDialog } from './new-key-dialog.tsx';

const apiKeysQuery = queryOptions({
  queryKey: ['api-keys'],
  queryFn: ({ signal }) => api(listApiKeys, { signal }),
});

/** The keys by which programs use the API. */
export function ApiKeys() {
  const keys = useQuery(apiKeysQuery);
  const [creating, setCreating] = useState(false);
  if (keys.isError) return <FailedState what="API keys" error={keys.error} onRetry={() => void keys.refetch()} />;
  if (!keys.data) return <Skeleton rows={2} rowHeight={48} label="Loading API keys" />;
  return (
    <>
      {keys.data.items.length === 0 ? <p className="text-muted">No keys yet.</p> : null}
      <ul aria-label="API keys" className="grid gap-3">
        {keys.data.items.map((key) => (
          <KeyItem key={key.id} apiKey={key} />
        ))}
      </ul>
      <Button className="justify-self-start" onClick={() => setCreating(true)}>
        New API key
      </Button>
      {creating ? <NewKeyDialog onClose={() => setCreating(false)} /> : null}
    </>
  );
}

function KeyItem({ apiKey }: { apiKey: ApiKey }) {
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => api(revokeApiKey, { params: { key_id: apiKey.id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: apiKeysQuery.queryKey }),
    onError: sayFailed,
  });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t pt-3">
      <div className="min-w-0 flex-1 basis-52">
        <p className="font-medium break-words">
          {apiKey.name} <code className="text-[13px] font-normal text-muted">{apiKey.prefix}…</code>
        </p>
        <p className="text-[13px] text-muted">
          {apiKey.scopes.join(', ')} ·{' '}
          {apiKey.last_used_at ? (
            <>
              used <RelativeTime at={apiKey.last_used_at} />
            </>
          ) : (
            'never used'
          )}
          {apiKey.expires_at ? (
            <>
              {' · expires '}
              <RelativeTime at={apiKey.expires_at} />
            </>
          ) : null}
        </p>
      </div>
      {apiKey.revoked_at ? (
        <Badge>Revoked</Badge>
      ) : (
        <ConfirmButton
          question={`Revoke the key ${apiKey.name}?`}
          consequence="Programs that use it are refused from now on."
          action="Revoke"
          disabled={revoke.isPending}
          onConfirm={() => revoke.mutate()}
        >
          Revoke
        </ConfirmButton>
      )}
    </li>
  );
}
