import type { PendingPurchase } from '@offhook/contract';
import { Hourglass } from 'lucide-react';
import { formatNumber } from '../../app/phone.ts';
import { RelativeTime } from '../../ui/time.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';

/** Orders that the carrier has not answered: nobody should place them again. */
export function PendingPurchases({ purchases }: { purchases: readonly PendingPurchase[] }) {
  const { country } = useWorkspace();
  if (purchases.length === 0) return null;
  return (
    <ul aria-label="Orders without an answer" className="card divide-y">
      {purchases.map(({ purchase_id, phone_number, asked_at }) => (
        <li key={purchase_id} className="flex items-start gap-2 px-4 py-3">
          <Hourglass size={16} aria-hidden className="mt-0.5 shrink-0 text-muted" />
          <p>
            <span className="font-medium">{formatNumber(phone_number, country)}</span> was ordered{' '}
            <RelativeTime at={asked_at} />, and the carrier did not answer. It is looked for; do not order it again.
          </p>
        </li>
      ))}
    </ul>
  );
}
