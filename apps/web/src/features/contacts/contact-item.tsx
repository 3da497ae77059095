import type { Contact } from '@offhook/contract';
import { Link } from '@tanstack/react-router';
import { formatNumber } from '../../app/phone.ts';
import { Badge } from '../../ui/badge.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';
import { CallContactButton } from './call-contact.tsx';

export function ContactItem({ contact }: { contact: Contact }) {
  const { country } = useWorkspace();
  const number = contact.phone_number ? formatNumber(contact.phone_number, country) : 'No phone number';
  return (
    <li className="flex items-center gap-3 px-4 py-2">
      <div className="min-w-0 flex-1">
        <div className="flex items-center gap-2">
          <Link
            to="/contacts/$contactId"
            params={{ contactId: contact.id }}
            className="inline-flex min-h-6 min-w-0 items-center font-medium hover:underline"
          >
            <span className="truncate">{contact.name}</span>
          </Link>
          {contact.sample ? <Badge outlined>Sample</Badge> : null}
        </div>
        <p className="tabular truncate text-[13px] text-muted">
          {number}
          {contact.email ? ` · ${contact.email}` : ''}
        </p>
      </div>
      <CallContactButton contact={contact} size="small" />
    </li>
  );
}
