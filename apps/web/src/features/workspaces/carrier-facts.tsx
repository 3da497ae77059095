import { CarrierChip } from '../../app/status-bar.tsx';
import { useWorkspace } from './workspace.ts';

const sentences = {
  emulator: 'Calls go to the built-in emulator. It speaks like Twilio, but nobody is really called.',
  twilio: 'Calls go to Twilio.',
  none: 'No carrier is connected, so calls are refused.',
};

/** Which carrier is in use, and what is missing for the real one. */
export function CarrierFacts() {
  const { carrier } = useWorkspace();
  return (
    <div className="grid gap-2">
      <p className="flex flex-wrap items-center gap-2">
        <CarrierChip /> {sentences[carrier.mode]}
      </p>
      {carrier.account_sid ? (
        <p className="text-[13px] text-muted">
          Account <code className="break-all">{carrier.account_sid}</code>
        </p>
      ) : null}
      {carrier.missing.length > 0 ? (
        <p>
          Missing for Twilio:{' '}
          {carrier.missing.map((name) => (
            <code key={name}>{name} </code>
          ))}
          <span className="block text-[13px] text-muted">
            Set them in the environment of the server and start it again. With them, and without CARRIER, it uses
            Twilio.
          </span>
        </p>
      ) : null}
    </div>
  );
}
