import type { Contact, listSettings, RouteResponse } from '@offhook/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { formatNumber } from '../../app/phone.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { SelectField, TextArea } from '../../ui/field.tsx';
import { Switch } from '../../ui/switch.tsx';
import { FromField } from '../numbers/from-field.tsx';
import { useOwnPhone } from '../people/own-phone.ts';
import { scriptChoicesQuery } from '../scripts/queries.ts';
import { dropChoicesQuery } from '../voicemail-drops/queries.ts';
import { settingsQuery, useWorkspace } from '../workspaces/workspace.ts';
import { choicesInWords, type DialerChoices } from './dialer-choices.ts';
import { DialerScript, type ScriptPreview } from './dialer-script.tsx';

interface OptionsProps {
  choices: DialerChoices;
  onChoose: (part: Partial<DialerChoices>) => void;
  preview: ScriptPreview;
  contact: Contact | undefined;
}

/** Everything about a call that has a usual answer; closed, it says what was chosen. */
export function DialerOptions(props: OptionsProps) {
  const [open, setOpen] = useState(false);
  const { choices } = props;
  // Before they are shown: a switch that flips by itself would be pressed the wrong way.
  const settings = useQuery(settingsQuery).data?.items;
  const scripts = useQuery({ ...scriptChoicesQuery, enabled: open }).data?.items ?? [];
  const drops = useQuery({ ...dropChoicesQuery, enabled: open }).data?.items ?? [];
  const script = scripts.find(({ id }) => id === choices.scriptId)?.name;
  const drop = drops.find(({ id }) => id === choices.dropId)?.name;
  const words = choicesInWords(choices, { ...(script && { script }), ...(drop && { drop }) });
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div className="flex min-w-0 items-center gap-2">
        <Button look="ghost" size="small" aria-expanded={open} onClick={() => setOpen(!open)} className="-ml-2">
          <ChevronDown size={14} aria-hidden className={classNames('transition-transform', open || '-rotate-90')} />
          Options
        </Button>
        <span className="min-w-0 truncate text-[13px] text-muted">{words.join(' · ')}</span>
      </div>
      {open ? (
        <>
          <Speech {...props} scripts={scripts} />
          <Machines {...props} drops={drops} />
          <Connection {...props} />
          <Caller {...props} settings={settings} />
        </>
      ) : null}
    </div>
  );
}

interface Named {
  id: string;
  name: string;
}

function Speech({ choices, onChoose, preview, contact, scripts }: OptionsProps & { scripts: readonly Named[] }) {
  return (
    <>
      <SelectField
        label="Script"
        value={choices.scriptId}
        onChange={(event) => onChoose({ scriptId: event.target.value, variables: {} })}
      >
        <option value="">No script</option>
        {scripts.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      {choices.scriptId ? (
        <DialerScript
          {...{ preview, contact }}
          variables={choices.variables}
          onFill={(variables) => onChoose({ variables })}
        />
      ) : (
        <TextArea
          label="Message to speak"
          hint="Said when the call is answered. Empty: the opening message of the workspace."
          rows={2}
          maxLength={3000}
          value={choices.message}
          onChange={(event) => onChoose({ message: event.target.value })}
        />
      )}
    </>
  );
}

function Machines({ choices, onChoose, drops }: OptionsProps & { drops: readonly Named[] }) {
  return (
    <>
      <SelectField
        label="Voicemail drop"
        hint="Left when a machine answers."
        value={choices.dropId}
        onChange={(event) => onChoose({ dropId: event.target.value })}
      >
        <option value="">None</option>
        {drops.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <SelectField
        label="Machine detection"
        value={choices.machineDetection}
        // The options are all that it can be.
        onChange={(event) => onChoose({ machineDetection: event.target.value as DialerChoices['machineDetection'] })}
      >
        <option value="">Usual: only with a voicemail drop</option>
        <option value="off">Off</option>
        <option value="wait">Wait for the verdict, then speak</option>
        <option value="while-talking">While talking</option>
      </SelectField>
    </>
  );
}

function Connection({ choices, onChoose }: OptionsProps) {
  const { country } = useWorkspace();
  const phone = useOwnPhone();
  const rings = phone ? `Rings ${formatNumber(phone, country)}.` : undefined;
  return (
    <div className="grid gap-1">
      <SelectField
        label="Connect to my phone"
        hint={rings}
        value={choices.connect}
        // The options are all that it can be.
        onChange={(event) => onChoose({ connect: event.target.value as DialerChoices['connect'] })}
      >
        <option value="">No</option>
        <option value="always" disabled={phone === null}>
          After the message
        </option>
        <option value="press-1" disabled={phone === null}>
          When 1 is pressed
        </option>
      </SelectField>
      {phone === null ? (
        <p className="text-[13px] text-muted">
          You have no phone to connect to.{' '}
          <Link
            to="/settings"
            hash="profile"
            className="inline-flex min-h-6 items-center text-accent-text underline underline-offset-2"
          >
            Add it in your profile
          </Link>
        </p>
      ) : null}
    </div>
  );
}

type Settings = RouteResponse<typeof listSettings>['items'] | undefined;

function Caller({ choices, onChoose, settings }: OptionsProps & { settings: Settings }) {
  const recordsByDefault = settings?.find(({ key }) => key === 'auto_record_calls')?.value === true;
  return (
    <>
      <FromField value={choices.from} onChange={(from) => onChoose({ from })} />
      <Switch
        label="Record this call"
        checked={choices.record ?? recordsByDefault}
        disabled={settings === undefined}
        onChange={(record) => onChoose({ record })}
      />
    </>
  );
}
