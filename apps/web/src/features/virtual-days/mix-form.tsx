import type { VirtualMix } from '@offhook/contract';
import { Play } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { sentenceOf } from '../../app/failures.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import type { CampaignDetail } from '../campaigns/queries.ts';
import { SliderField } from '../pacing/slider-field.tsx';
import { firstPreset, hasSomebody, mixKeys, mixLabels, mixPresets, presetOf, shareOf } from './mixes.ts';
import type { VirtualDayPowers } from './use-virtual-day.ts';

const ownMix = 'own';
const mostProspects = 2000;

/** Who shall answer, for how many days, and the start. */
export function MixForm(props: { campaign: CampaignDetail; powers: VirtualDayPowers; onStarted: () => void }) {
  const { campaign, powers, onStarted } = props;
  const { day, start } = powers;
  const [mix, setMix] = useState<VirtualMix>(day?.mix ?? firstPreset.mix);
  const [days, setDays] = useState(String(day?.days ?? 1));
  const [seats, setSeats] = useState('5');
  const [seed, setSeed] = useState(String(day?.seed ?? 1));
  const { waiting } = campaign.counts;
  const hasSeats = campaign.settings.mode !== 'automatic';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const numbers = { days: Number(days), seats: wholeFrom(seats, 5), seed: wholeFrom(seed, 1) };
    const sample = Math.max(1, Math.min(mostProspects, waiting));
    start.mutate({ mix, ...numbers, sample }, { onSuccess: onStarted });
  };
  return (
    <form onSubmit={submit} className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <MixSliders mix={mix} onMix={setMix} />
      <div className="grid grid-cols-2 items-start gap-3 sm:flex sm:flex-wrap">
        <SelectField label="Days" value={days} onChange={(event) => setDays(event.target.value)} className="sm:w-28">
          {[1, 2, 3, 5, 7].map((count) => (
            <option key={count} value={count}>
              {count === 1 ? '1 day' : `${count} days`}
            </option>
          ))}
        </SelectField>
        {hasSeats ? (
          <TextField
            label="People in seats"
            inputMode="numeric"
            value={seats}
            onChange={(event) => setSeats(event.target.value)}
            className="sm:w-28"
          />
        ) : null}
        <TextField
          label="Seed"
          title="The same seed draws the same people again"
          inputMode="numeric"
          value={seed}
          onChange={(event) => setSeed(event.target.value)}
          className="sm:w-28"
        />
      </div>
      {start.error ? (
        <p role="alert" className="text-[13px] text-danger-text">
          {sentenceOf(start.error)}
        </p>
      ) : null}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" look="primary" disabled={start.isPending || waiting === 0 || !hasSomebody(mix)}>
          <Play size={16} aria-hidden /> {start.isPending ? 'Getting ready' : 'Play the virtual day'}
        </Button>
        <p className="text-[13px] text-muted">{whoIsPlayed(waiting)}</p>
      </div>
    </form>
  );
}

function MixSliders({ mix, onMix }: { mix: VirtualMix; onMix: (mix: VirtualMix) => void }) {
  return (
    <fieldset className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <legend className="mb-2 text-[13px] font-semibold">Who answers</legend>
      <SelectField
        label="Kind of people"
        value={presetOf(mix)?.name ?? ownMix}
        onChange={(event) => {
          const preset = mixPresets.find(({ name }) => name === event.target.value);
          if (preset) onMix(preset.mix);
        }}
        className="sm:w-64"
      >
        {mixPresets.map(({ name }) => (
          <option key={name}>{name}</option>
        ))}
        <option value={ownMix} disabled>
          Own mix
        </option>
      </SelectField>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-6 gap-y-2 sm:grid-cols-2 xl:grid-cols-4">
        {mixKeys.map((key) => (
          <SliderField
            key={key}
            label={mixLabels[key]}
            value={mix[key]}
            least={0}
            most={100}
            inWords={shareOf(mix, key)}
            onChange={(value) => onMix({ ...mix, [key]: value })}
          />
        ))}
      </div>
    </fieldset>
  );
}

function wholeFrom(text: string, otherwise: number): number {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text) : otherwise;
}

function whoIsPlayed(waiting: number): string {
  if (waiting === 0) return 'Nobody waits in this campaign.';
  if (waiting === 1) return 'The one person who waits is played.';
  const count = (number: number) => number.toLocaleString('en-US');
  return waiting > mostProspects
    ? `A random sample of ${count(mostProspects)} of the ${count(waiting)} people who wait is played.`
    : `All ${count(waiting)} people who wait are played.`;
}
