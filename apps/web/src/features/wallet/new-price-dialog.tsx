import { addCallPrice, type CallPrice, priceDirections } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { fieldOf, sentenceOf } from '../../app/failures.ts';
import { useTimeZone } from '../../app/time-zone.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { startOfDay } from '../calls/zoned-days.ts';
import { walletKeys } from './queries.ts';
import { directionWords, readAmount } from './wallet-words.ts';

const increments = [60, 30, 15, 10, 6, 1] as const;

interface PriceDraft {
  direction: CallPrice['direction'];
  prefix: string;
  by: 'minute' | 'percent';
  figure: string;
  increment: (typeof increments)[number];
  day: string;
  note: string;
}

const empty: PriceDraft = {
  ...{ direction: 'outbound', prefix: '', by: 'minute', figure: '', increment: 60, day: '', note: '' },
};

/** Adds a price, from now on or from a day to come. */
export function NewPriceDialog({ currency, onClose }: { currency: string; onClose: () => void }) {
  const client = useQueryClient();
  const zone = useTimeZone();
  const [draft, setDraft] = useState(empty);
  const [problem, setProblem] = useState<string>();
  const change = (part: Partial<PriceDraft>) => setDraft((before) => ({ ...before, ...part }));
  const add = useMutation({
    mutationFn: (price: { per_minute: string } | { percent: number }) => {
      const { direction, prefix, increment: increment_seconds, day, note } = draft;
      const from = day === '' ? {} : { valid_from: startOfDay(day, zone) };
      return api(addCallPrice, {
        body: { direction, prefix: prefix.trim(), increment_seconds, note, ...price, ...from },
      });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: walletKeys.all });
      onClose();
    },
  });
  const submit = () => {
    const figure = readAmount(draft.figure);
    const percent = /^\d{1,5}$/.test(draft.figure.trim()) ? Number(draft.figure) : undefined;
    const price = draft.by === 'minute' ? figure && { per_minute: figure } : percent !== undefined && { percent };
    setProblem(price ? undefined : draft.by === 'minute' ? 'This is not an amount.' : 'Use a whole number.');
    if (price && !add.isPending) add.mutate(price);
  };
  const refused = add.error ? sentenceOf(add.error) : undefined;
  const field = fieldOf(add.error);
  return (
    <Dialog onClose={onClose} title="New price">
      <form
        className="grid grid-cols-[minmax(0,1fr)] gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <PriceFor draft={draft} onChange={change} error={field === 'prefix' ? refused : undefined} />
        <PriceFigure
          draft={draft}
          onChange={change}
          currency={currency}
          error={problem ?? figureRefusal(field, refused)}
        />
        <TextField
          label="From"
          hint={`The beginning of this day in ${zone}. Empty: from now on.`}
          type="date"
          value={draft.day}
          error={field === 'valid_from' || (refused && !field) ? refused : undefined}
          onChange={(event) => change({ day: event.target.value })}
        />
        <TextField
          label="Note"
          maxLength={300}
          value={draft.note}
          onChange={(event) => change({ note: event.target.value })}
        />
        <Button type="submit" look="primary" aria-disabled={add.isPending}>
          Add price
        </Button>
      </form>
    </Dialog>
  );
}

function figureRefusal(field: string | undefined, refused: string | undefined): string | undefined {
  return field === 'per_minute' || field === 'percent' ? refused : undefined;
}

interface PartProps {
  draft: PriceDraft;
  onChange: (part: Partial<PriceDraft>) => void;
  error: string | undefined;
}

function PriceFor({ draft, onChange, error }: PartProps) {
  return (
    <>
      <SelectField
        label="For"
        value={draft.direction}
        // The options are the directions, so the value is one.
        onChange={(event) => onChange({ direction: event.target.value as CallPrice['direction'] })}
      >
        {priceDirections.map((direction) => (
          <option key={direction} value={direction}>
            {directionWords[direction]}
          </option>
        ))}
      </SelectField>
      <TextField
        label="Numbers that begin with"
        hint="Such as +44 or +1415. Empty: all numbers without a price of their own."
        inputMode="tel"
        value={draft.prefix}
        error={error}
        onChange={(event) => onChange({ prefix: event.target.value })}
      />
    </>
  );
}

function PriceFigure({ draft, onChange, error, currency }: PartProps & { currency: string }) {
  const isPercent = draft.by === 'percent';
  return (
    <>
      <SelectField
        label="Reckoned"
        value={draft.by}
        onChange={(event) => onChange({ by: event.target.value === 'percent' ? 'percent' : 'minute' })}
      >
        <option value="minute">So much a minute</option>
        <option value="percent">In percent of what the carrier charges</option>
      </SelectField>
      <TextField
        label={isPercent ? 'Percent' : `${currency} a minute`}
        hint={isPercent ? '100 is what the carrier charges, 150 half as much again.' : 'Such as 0.021.'}
        inputMode="decimal"
        required
        value={draft.figure}
        error={error}
        onChange={(event) => onChange({ figure: event.target.value })}
      />
      {isPercent ? null : (
        <SelectField
          label="Begun spans count whole"
          value={draft.increment}
          onChange={(event) =>
            onChange({ increment: increments.find((each) => each === Number(event.target.value)) ?? 60 })
          }
        >
          {increments.map((seconds) => (
            <option key={seconds} value={seconds}>
              {seconds === 60 ? 'Minutes' : seconds === 1 ? 'Seconds' : `${seconds} seconds`}
            </option>
          ))}
        </SelectField>
      )}
    </>
  );
}
