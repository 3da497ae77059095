import { type ReactNode, useId } from 'react';
import { formatNumber } from '../../app/phone.ts';
import { classNames } from '../../ui/class-names.ts';
import { useOwnPhone } from '../people/own-phone.ts';
import { useWorkspace } from '../workspaces/workspace.ts';
import { FixLink } from './call-modal-fix.tsx';

export type CallMode = 'bridge' | 'simple';

/** S3's three ways to call, in its words; what cannot be chosen says why. */
export function CallModes({ chosen, onChoose }: { chosen: CallMode; onChoose: (mode: CallMode) => void }) {
  const ownPhone = useOwnPhone();
  const choice = (mode: CallMode) => ({ checked: chosen === mode, onChoose: () => onChoose(mode) });
  return (
    <fieldset className="grid gap-2">
      <legend className="pb-1 text-[13px] font-medium">How to call</legend>
      <ModeCard
        name="Voice Bridge"
        description="Lead receives call, hears message, then connected to agent's phone"
        disabled={ownPhone === null}
        {...choice('bridge')}
      >
        <OwnPhone number={ownPhone} />
      </ModeCard>
      <ModeCard
        name="Outbound (Simple)"
        description="Direct outbound call - Lead receives call from your Twilio number"
        {...choice('simple')}
      />
      <ModeCard name="WebRTC (Full)" description="Browser-based calling with microphone/speakers" disabled>
        Not available yet: calls in the browser come with the softphone.
      </ModeCard>
    </fieldset>
  );
}

function OwnPhone({ number }: { number: string | null | undefined }) {
  const { country } = useWorkspace();
  if (number) return <span className="tabular">Your phone: {formatNumber(number, country)}</span>;
  if (number === undefined) return 'Rings the phone of your profile.';
  return (
    <>
      You have no phone to connect to. <FixLink to="/settings" hash="profile" words="Add it in your profile" />
    </>
  );
}

function ModeCard(props: {
  name: string;
  description: string;
  disabled?: boolean;
  checked?: boolean;
  onChoose?: () => void;
  children?: ReactNode;
}) {
  const id = useId();
  const { name, description, disabled = false, checked = false, children } = props;
  return (
    <div
      className={classNames(
        'grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 rounded-lg border p-3',
        checked && 'border-accent bg-selected',
        disabled && 'bg-sunken',
      )}
    >
      <input
        type="radio"
        id={id}
        name="mode"
        checked={checked}
        disabled={disabled}
        aria-describedby={`${id}-description`}
        onChange={props.onChoose}
        className="mt-1 size-4 accent-[var(--accent)]"
      />
      <label htmlFor={id} className={classNames('font-medium', disabled ? 'text-muted' : 'cursor-pointer')}>
        {name}
      </label>
      <p id={`${id}-description`} className="col-start-2 text-[13px] text-muted">
        {description}
        {children ? <span className="block">{children}</span> : null}
      </p>
    </div>
  );
}
