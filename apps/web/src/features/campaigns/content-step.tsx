import type { CampaignVariant } from '@offhook/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/field.tsx';
import { RowProblem } from '../../ui/row-problem.tsx';
import { Switch } from '../../ui/switch.tsx';
import { dropChoicesQuery } from '../voicemail-drops/queries.ts';
import { purposeLabels, purposeWords } from './campaign-words.ts';
import { ConnectFields } from './connect-fields.tsx';
import { FigureField } from './figure-field.tsx';
import { FixedNote } from './fixed-note.tsx';
import { RadioCards } from './radio-cards.tsx';
import type { CampaignEditing } from './use-campaign-editing.ts';
import { VariantFields } from './variant-fields.tsx';
import { mostVariants, shareOf, withOneMore } from './variants.ts';

/** Why people are called, and what they hear. */
export function ContentStep({ editing }: { editing: CampaignEditing }) {
  const { choices } = editing.draft;
  return (
    <>
      <FixedNote editing={editing} what="What people hear" />
      <section className="card grid gap-3 p-4">
        <RadioCards
          legend="Why do you call?"
          hint={
            <>
              The law depends on it. Choose what is true: it is kept with every call.{' '}
              <Link to="/compliance" className="text-accent-text underline underline-offset-2">
                The rules in full
              </Link>
            </>
          }
          disabled={editing.isFixed('purpose')}
          value={choices.purpose}
          onChange={(purpose) => editing.choose({ purpose })}
          options={purposes.map((purpose) => ({
            value: purpose,
            title: purposeLabels[purpose],
            words: purposeWords[purpose],
          }))}
        />
      </section>
      <Variants editing={editing} />
      <Voicemail editing={editing} />
      <ConnectFields editing={editing} />
      <section aria-labelledby="the-call" className="card grid gap-3 p-4">
        <h3 id="the-call" className="font-semibold">
          The call
        </h3>
        <Switch label="Record the calls" checked={choices.record} onChange={(record) => editing.choose({ record })} />
        <FigureField
          editing={editing}
          figure="ring_timeout_seconds"
          label="Let it ring for (seconds)"
          hint="15 to 120. Voicemail often answers after 25."
        />
      </section>
    </>
  );
}

/** A personal call goes to one person about a matter of their own; no campaign does. */
const purposes = ['telemarketing', 'informational', 'debt-collection'] as const;

function Variants({ editing }: { editing: CampaignEditing }) {
  const { choices } = editing.draft;
  // One to begin with; it counts once it holds something.
  const variants: CampaignVariant[] =
    choices.variants.length > 0 ? choices.variants : [{ key: 'a', name: 'Variant A', weight: 1 }];
  const set = (next: CampaignVariant[]) => editing.choose({ variants: next });
  return (
    <section aria-labelledby="variants">
      <fieldset disabled={editing.isFixed('variants')} className="card grid min-w-0 gap-3 p-4">
        <h3 id="variants" className="font-semibold">
          What they hear
        </h3>
        <p className="text-muted">
          With two or more variants each person hears one by chance, and the results are compared with their
          uncertainty.
        </p>
        {variants.map((variant) => (
          <VariantFields
            key={variant.key}
            variant={variant}
            share={variants.length > 1 ? shareOf(variant, variants) : undefined}
            problem={editing.problemOf(`variants.${variant.key}`)}
            onChange={(next) => set(variants.map((each) => (each.key === variant.key ? next : each)))}
            onRemove={() => set(variants.filter(({ key }) => key !== variant.key))}
          />
        ))}
        <RowProblem problem={editing.problemOf('variants')} />
        <Button
          className="justify-self-start"
          disabled={variants.length >= mostVariants}
          onClick={() => set(withOneMore(variants))}
        >
          <Plus size={16} aria-hidden /> Add a variant to compare
        </Button>
      </fieldset>
    </section>
  );
}

function Voicemail({ editing }: { editing: CampaignEditing }) {
  const { choices } = editing.draft;
  const drops = useQuery(dropChoicesQuery).data?.items;
  const dropId = choices.voicemail_drop_id ?? '';
  const isKnown = drops?.some(({ id }) => id === dropId);
  return (
    <section aria-labelledby="voicemail" className="card grid gap-3 p-4">
      <h3 id="voicemail" className="font-semibold">
        When a machine answers
      </h3>
      <div className="grid items-start gap-3 sm:grid-cols-2">
        <SelectField
          label="Machine detection"
          disabled={editing.isFixed('machine_detection')}
          value={choices.machine_detection}
          hint={detectionWords[choices.machine_detection]}
          error={editing.problemOf('machine_detection')}
          onChange={(event) => {
            const chosen = detections.find((each) => each === event.target.value);
            if (chosen) editing.choose({ machine_detection: chosen });
          }}
        >
          <option value="while-talking">While talking</option>
          <option value="wait">Wait for the verdict</option>
          <option value="off">Off</option>
        </SelectField>
        <SelectField
          label="Leave a voicemail drop"
          disabled={editing.isFixed('voicemail_drop_id')}
          value={dropId}
          error={editing.problemOf('voicemail_drop_id')}
          hint={
            dropId && choices.machine_detection === 'off'
              ? 'Without machine detection nobody knows when to leave it.'
              : 'Left after the beep; then the call ends.'
          }
          onChange={(event) => editing.choose({ voicemail_drop_id: event.target.value || null })}
        >
          <option value="">None: hang up</option>
          {dropId && !isKnown ? <option value={dropId}>{drops ? 'A drop that is gone' : '…'}</option> : null}
          {drops?.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
      </div>
    </section>
  );
}

const detections = ['off', 'wait', 'while-talking'] as const;
const detectionWords = {
  off: 'Machines hear what people hear.',
  wait: 'Nothing is said until it is clear who answered: up to some seconds of silence.',
  'while-talking': 'Speaks at once, and goes over to the drop when a machine turns out to listen.',
};
