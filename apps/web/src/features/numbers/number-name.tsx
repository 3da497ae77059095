import type { OwnNumber } from '@offhook/contract';
import { Link } from '@tanstack/react-router';
import { formatNumber } from '../../app/phone.ts';
import { Badge } from '../../ui/badge.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';

/** The number, what it is called and what for. */
export function NumberName({ number }: { number: OwnNumber }) {
  const { country } = useWorkspace();
  const { phone_number, label, description, is_active, is_default_from } = number;
  const shown = formatNumber(phone_number, country);
  return (
    <div className="grid min-w-0 gap-0.5">
      <p>
        <Link
          to="/numbers/$number"
          params={{ number: phone_number }}
          className="inline-flex min-h-6 items-center font-medium break-words text-accent-text underline-offset-2 hover:underline"
        >
          {label}
        </Link>
      </p>
      {label === shown ? null : <p className="tabular whitespace-nowrap">{shown}</p>}
      {is_active && !is_default_from ? null : (
        <p className="flex flex-wrap gap-1.5 py-0.5">
          {is_active ? null : <Badge tone="warn">Switched off</Badge>}
          {is_default_from ? <Badge outlined>Calls are placed from it</Badge> : null}
        </p>
      )}
      {description ? <p className="max-w-72 text-[13px] break-words text-muted">{description}</p> : null}
    </div>
  );
}
