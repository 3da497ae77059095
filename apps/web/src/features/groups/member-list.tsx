import type { GroupMember } from '@offhook/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatNumber } from '../../app/phone.ts';
import { peopleQuery } from '../people/queries.ts';
import { useWorkspace } from '../workspaces/workspace.ts';
import { keyOf, memberWords, moved } from './members.ts';
import { MoveButtons } from './move-buttons.tsx';

interface MemberListProps {
  members: readonly GroupMember[];
  readOnly: boolean;
  onChange: (members: GroupMember[]) => void;
}

/** The members in the order of ringing. */
export function MemberList({ members, readOnly, onChange }: MemberListProps) {
  const people = useQuery(peopleQuery).data?.items ?? [];
  const { country } = useWorkspace();
  const [said, setSaid] = useState('');
  if (members.length === 0) return <p className="text-muted">Nobody yet: calls to this group are not answered.</p>;
  return (
    <>
      <ol aria-label="Members" className="grid divide-y">
        {members.map((member, index) => {
          const { name, aside, isSilent } = memberWords(member, people, (number) => formatNumber(number, country));
          return (
            <li key={keyOf(member)} className="flex min-h-12 items-center gap-3 py-1">
              <span aria-hidden className="tabular w-5 text-right text-muted">
                {index + 1}
              </span>
              <div className="min-w-0 flex-1">
                <p className="break-words">{name}</p>
                <p className={isSilent ? 'text-[13px] text-danger-text' : 'text-[13px] text-muted'}>{aside}</p>
              </div>
              {readOnly ? null : (
                <MoveButtons
                  name={name}
                  isFirst={index === 0}
                  isLast={index === members.length - 1}
                  onMove={(by) => {
                    onChange(moved(members, index, by));
                    setSaid(`${name} is now ${index + 1 + by} of ${members.length}`);
                  }}
                  onRemove={() => {
                    onChange(members.toSpliced(index, 1));
                    setSaid(`${name} was taken out`);
                  }}
                />
              )}
            </li>
          );
        })}
      </ol>
      <p role="status" className="sr-only">
        {said}
      </p>
    </>
  );
}
