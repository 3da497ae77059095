import { AnsweredByClass } from '@offhook/contract';
import { useQuery } from '@tanstack/react-query';
import { SlidersHorizontal } from 'lucide-react';
import { Popover } from 'radix-ui';
import { type ComponentProps, useEffect, useState } from 'react';
import { useTimeZone } from '../../app/time-zone.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { campaignChoicesQuery } from '../campaigns/queries.ts';
import { peopleQuery } from '../people/queries.ts';
import type { CallFilters } from './call-filters.ts';
import { answeredLabels } from './filter-words.ts';
import { useDispositions } from './use-dispositions.ts';

const names = ['recorded', 'dropped', 'disposition', 'answered', 'by', 'number', 'tag', 'campaign', 'talk'] as const;
type Set = (part: Record<string, string | undefined>) => void;

/** The filters that are wanted less often. */
export function MoreFilters({ filters, set }: { filters: CallFilters; set: Set }) {
  const count = names.filter((name) => filters[name] !== undefined).length;
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <Button className="h-9">
          <SlidersHorizontal size={14} aria-hidden /> More filters {count > 0 ? `(${count})` : ''}
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={6}
          collisionPadding={8}
          aria-label="More filters"
          className="card z-30 grid max-h-[var(--radix-popover-content-available-height)] w-[min(480px,calc(100vw-16px))] grid-cols-2 gap-3 overflow-y-auto p-4 shadow-lg"
        >
          <Choices filters={filters} set={set} />
          <Texts filters={filters} set={set} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Choices({ filters, set }: { filters: CallFilters; set: Set }) {
  const people = useQuery(peopleQuery);
  const campaigns = useQuery(campaignChoicesQuery);
  const dispositions = useDispositions();
  const several = filters.disposition?.includes(',') ? filters.disposition : undefined;
  return (
    <>
      <Choice name="recorded" label="Recording" any="Any" filters={filters} set={set}>
        <option value="yes">Has recording</option>
      </Choice>
      <Choice name="dropped" label="Voicemail drop" any="Any" filters={filters} set={set}>
        <option value="yes">Has voicemail drop</option>
      </Choice>
      <Choice name="disposition" label="Disposition" any="Any" filters={filters} set={set}>
        {several ? <option value={several}>{several.replaceAll(',', ', ')}</option> : null}
        <option value="none">No disposition yet</option>
        {dispositions.map((disposition) => (
          <option key={disposition}>{disposition}</option>
        ))}
      </Choice>
      <Choice name="answered" label="Answered by" any="Anybody" filters={filters} set={set}>
        {AnsweredByClass.options.map((kind) => (
          <option key={kind} value={kind}>
            {answeredLabels[kind]}
          </option>
        ))}
      </Choice>
      <Choice name="by" label="Placed by" any="Anybody" filters={filters} set={set}>
        {people.data?.items.map((person) => (
          <option key={person.id} value={person.id}>
            {person.name}
          </option>
        ))}
      </Choice>
      <Choice name="campaign" label="Campaign" any="Any, or none" filters={filters} set={set}>
        {campaigns.data?.items.map((campaign) => (
          <option key={campaign.id} value={campaign.id}>
            {campaign.name}
          </option>
        ))}
      </Choice>
    </>
  );
}

function Texts({ filters, set }: { filters: CallFilters; set: Set }) {
  const zone = useTimeZone();
  return (
    <>
      <LaterField label="Our number" type="tel" value={filters.number} onCommit={(number) => set({ number })} />
      <LaterField label="Tag" value={filters.tag} onCommit={(tag) => set({ tag })} />
      <LaterField
        label="Talked at least (seconds)"
        inputMode="numeric"
        value={filters.talk}
        onCommit={(talk) => set({ talk })}
      />
      <p className="col-span-2 text-xs text-muted">Dates are days in {zone.replaceAll('_', ' ')}.</p>
    </>
  );
}

function Choice(
  props: { name: keyof CallFilters; any: string; filters: CallFilters; set: Set } & ComponentProps<typeof SelectField>,
) {
  const { name, any, filters, set, children, ...rest } = props;
  return (
    <SelectField {...rest} value={filters[name] ?? ''} onChange={(event) => set({ [name]: event.target.value })}>
      <option value="">{any}</option>
      {children}
    </SelectField>
  );
}

/** A text that counts once it is finished: at Enter, or when the field is left. */
function LaterField(
  props: { value: string | undefined; onCommit: (text: string) => void } & Omit<
    ComponentProps<typeof TextField>,
    'value'
  >,
) {
  const { value = '', onCommit, ...rest } = props;
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const commit = () => text !== value && onCommit(text.trim());
  return (
    <TextField
      {...rest}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  );
}
