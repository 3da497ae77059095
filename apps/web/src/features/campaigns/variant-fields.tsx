import type { CampaignVariant } from '@offhook/contract';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { SelectField, TextArea, TextField } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { RowProblem } from '../../ui/row-problem.tsx';
import { flowListQuery } from '../flows/flow-queries.ts';
import { scriptChoicesQuery } from '../scripts/queries.ts';
import { type ContentKind, contentKinds, contentOf, kindLabels, kindOf, withContent } from './variants.ts';

interface VariantFieldsProps {
  variant: CampaignVariant;
  /** Of all calls; undefined while there is one variant only. */
  share: string | undefined;
  problem: string | undefined;
  onChange: (variant: CampaignVariant) => void;
  onRemove: () => void;
}

/** One of the things that people may hear. */
export function VariantFields({ variant, share, problem, onChange, onRemove }: VariantFieldsProps) {
  const kind = kindOf(variant);
  return (
    <fieldset className="grid min-w-0 gap-3 rounded-lg border p-3">
      <legend className="px-1 text-[13px] font-medium">Variant {variant.key.toUpperCase()}</legend>
      <div className="grid items-start gap-3 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto]">
        <SelectField
          label="They hear"
          value={kind}
          onChange={(event) => {
            const chosen = contentKinds.find((each) => each === event.target.value) ?? 'message';
            onChange(withContent(variant, chosen, chosen === 'message' ? undefined : ''));
          }}
        >
          {contentKinds.map((each) => (
            <option key={each} value={each}>
              {kindLabels[each]}
            </option>
          ))}
        </SelectField>
        <TextField
          label="Name, for the results"
          maxLength={80}
          value={variant.name}
          onChange={(event) => onChange({ ...variant, name: event.target.value })}
        />
        {share === undefined ? null : (
          <div className="flex items-start gap-1">
            <TextField
              label="Share"
              hint={share}
              type="number"
              min={1}
              max={100}
              className="w-20"
              value={variant.weight}
              onChange={(event) => onChange({ ...variant, weight: event.target.valueAsNumber || 0 })}
            />
            <IconButton
              name={`Remove variant ${variant.key.toUpperCase()}`}
              icon={<X size={16} aria-hidden />}
              className="mt-6"
              onClick={onRemove}
            />
          </div>
        )}
      </div>
      <Content
        kind={kind}
        value={contentOf(variant, kind)}
        onChange={(value) => onChange(withContent(variant, kind, value))}
      />
      <RowProblem problem={problem} />
    </fieldset>
  );
}

interface ContentProps {
  value: string;
  onChange: (value: string | undefined) => void;
}

function Content({ kind, ...props }: ContentProps & { kind: ContentKind }) {
  const { value, onChange } = props;
  if (kind === 'script') return <ScriptChoice {...props} />;
  if (kind === 'flow') return <FlowChoice {...props} />;
  if (kind === 'audio')
    return (
      <TextField
        label="Address of the audio file"
        type="url"
        inputMode="url"
        placeholder="https://example.com/offer.mp3"
        hint="The carrier fetches it at each call, so everybody must be able to."
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    );
  if (kind === 'ai_agent')
    return (
      <TextArea
        label="What the agent shall talk about"
        hint="AI agents are not built yet: this is kept, and the campaign cannot be started with it."
        value={value}
        maxLength={3000}
        onChange={(event) => onChange(event.target.value || '')}
      />
    );
  return (
    <TextArea
      label="Message"
      hint="Say who is calling and why. {first_name} and {last_name} are filled in for each contact."
      value={value}
      maxLength={3000}
      onChange={(event) => onChange(event.target.value || undefined)}
    />
  );
}

function ScriptChoice({ value, onChange }: ContentProps) {
  const scripts = useQuery(scriptChoicesQuery).data?.items;
  const isKnown = scripts?.some(({ id }) => id === value);
  return (
    <SelectField label="Script" value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">{scripts?.length === 0 ? 'No script yet: write one under Scripts' : 'Choose a script'}</option>
      {value && !isKnown ? <option value={value}>{scripts ? 'A script that is gone' : '…'}</option> : null}
      {scripts?.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}

function FlowChoice({ value, onChange }: ContentProps) {
  const flows = useInfiniteQuery(flowListQuery('')).data?.pages.flatMap((page) => page.items);
  const live = flows?.filter((flow) => flow.live_version);
  const isKnown = live?.some(({ id }) => id === value);
  return (
    <SelectField
      label="Call flow"
      value={value}
      hint={
        <>
          Flows that are published. Make one under{' '}
          <Link to="/flows" className="text-accent-text underline underline-offset-2">
            Call flows
          </Link>
          .
        </>
      }
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">Choose a flow</option>
      {value && !isKnown ? <option value={value}>{live ? 'A flow that is gone or not published' : '…'}</option> : null}
      {live?.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}
