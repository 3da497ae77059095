import type { Contact } from '@offhook/contract';
import { Link } from '@tanstack/react-router';
import { formatNumber } from '../../app/phone.ts';
import { Badge } from '../../ui/badge.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';
import { CallContactButton } from './call-contact.tsx';

const tagsShown = 3;

interface ContactItemProps {
  contact: Contact;
  isSelected?: boolean;
  /** Left out where nothing can be selected. */
  onSelect?: (id: string) => void;
}

export function ContactItem({ contact, isSelected = false, onSelect }: ContactItemProps) {
  const { country } = useWorkspace();
  const number = contact.phone_number ? formatNumber(contact.phone_number, country) : 'No phone number';
  const others = contact.numbers.length - 1;
  const facts = [
    others > 0 ? `${number} and ${others} more` : number,
    contact.email,
    [contact.title, contact.company].filter(Boolean).join(', '),
  ].filter(Boolean);
  return (
    <li className="flex items-center gap-3 px-4 py-2">
      {onSelect ? (
        <input
          type="checkbox"
          aria-label={`Select ${contact.name}`}
          checked={isSelected}
          onChange={() => onSelect(contact.id)}
          className="size-4 shrink-0 accent-[var(--accent)]"
        />
      ) : null}
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
          <span className="hidden min-w-0 gap-1 sm:flex">
            {contact.tags.slice(0, tagsShown).map((tag) => (
              <Badge key={tag} className="max-w-40 overflow-hidden">
                <span className="truncate">{tag}</span>
              </Badge>
            ))}
            {contact.tags.length > tagsShown ? <Badge>+{contact.tags.length - tagsShown}</Badge> : null}
          </span>
        </div>
        <p className="tabular truncate text-[13px] text-muted">{facts.join(' · ')}</p>
      </div>
      <CallContactButton contact={contact} size="small" />
    </li>
  );
}
