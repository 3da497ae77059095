import { numberLabels } from '@offhook/contract';
import { Plus, X } from 'lucide-react';
import { useEffect, useId, useRef } from 'react';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';
import type { ContactDraft, NumberDraft } from './contact-draft.ts';

const mostNumbers = 10;

interface ContactNumberFieldsProps {
  draft: ContactDraft;
  problem?: { key: number; sentence: string };
  onChange: (part: Partial<ContactDraft>) => void;
}

/** The numbers with what each is called; of several one is the default. */
export function ContactNumberFields({ draft, problem, onChange }: ContactNumberFieldsProps) {
  const { country } = useWorkspace();
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const { numbers, defaultKey } = draft;
  const rows = useRef(numbers.length);
  useEffect(() => {
    // A row that was just added is where somebody goes on typing.
    if (numbers.length > rows.current) list.current?.querySelector<HTMLElement>('fieldset:last-of-type input')?.focus();
    rows.current = numbers.length;
  }, [numbers.length]);
  const change = (key: number, part: Partial<NumberDraft>) =>
    onChange({ numbers: numbers.map((each) => (each.key === key ? { ...each, ...part } : each)) });
  const add = () => {
    const key = Math.max(-1, ...numbers.map((each) => each.key)) + 1;
    onChange({ numbers: [...numbers, { key, number: '', label: 'mobile' }] });
  };
  const remove = (key: number) => {
    const rest = numbers.filter((each) => each.key !== key);
    onChange({ numbers: rest, defaultKey: defaultKey === key ? (rest[0]?.key ?? 0) : defaultKey });
  };
  return (
    <div ref={list} className="grid grid-cols-[minmax(0,1fr)] gap-3">
      {numbers.map((row, index) => (
        <fieldset key={row.key} className="grid grid-cols-[minmax(0,1fr)_minmax(96px,30%)] gap-x-2 gap-y-1">
          <legend className="sr-only">Number {index + 1}</legend>
          <TextField
            label={index === 0 ? 'Phone number' : `Phone number ${index + 1}`}
            inputMode="tel"
            maxLength={40}
            hint={index === 0 ? `Without + it is a number of ${country}.` : undefined}
            value={row.number}
            error={problem?.key === row.key ? problem.sentence : undefined}
            onChange={(event) => change(row.key, { number: event.target.value })}
          />
          <TextField
            label={index === 0 ? 'Label' : `Label ${index + 1}`}
            maxLength={30}
            list={`${id}-labels`}
            value={row.label}
            onChange={(event) => change(row.key, { label: event.target.value })}
          />
          {numbers.length > 1 ? (
            <div className="col-span-2 flex items-center justify-between">
              <label className="flex min-h-6 items-center gap-2 text-[13px]">
                <input
                  type="radio"
                  name={`${id}-default`}
                  checked={row.key === defaultKey}
                  onChange={() => onChange({ defaultKey: row.key })}
                  className="size-4 accent-[var(--accent)]"
                />
                Default: called when none is named
              </label>
              <IconButton
                name={`Remove number ${index + 1}`}
                icon={<X size={14} aria-hidden />}
                size="small"
                onClick={() => remove(row.key)}
              />
            </div>
          ) : null}
        </fieldset>
      ))}
      <datalist id={`${id}-labels`}>
        {numberLabels.map((label) => (
          <option key={label} value={label} />
        ))}
      </datalist>
      {numbers.length < mostNumbers ? (
        <Button size="small" look="ghost" className="justify-self-start" onClick={add}>
          <Plus size={14} aria-hidden /> Add a number
        </Button>
      ) : null}
    </div>
  );
}
