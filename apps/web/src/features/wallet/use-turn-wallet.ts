import { changeSetting } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { walletKeys } from './queries.ts';

/** Has calls paid from the wallet, or no longer. */
export function useTurnWallet() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (value: boolean) => api(changeSetting, { params: { key: 'wallet_enabled' }, body: { value } }),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: walletKeys.all }),
        client.invalidateQueries({ queryKey: ['settings'] }),
      ]),
  });
}
