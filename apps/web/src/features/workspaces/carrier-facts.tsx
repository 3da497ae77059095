import { CarrierChip } from '../../app/status-bar.tsx';
import { useWorkspace } from './workspace.ts';

const sentences = {
  emulator: 'Calls go to the built-in emulator. It speaks like Twilio, but nobody is really called.',
  twilio: 'Calls go to Twilio.',
  none: 'No carrier is connected, so calls are refused.',
};

const credentials = ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_FROM_NUMBER'];

/** Which carrier is in use, and what is missing for the real one. */
export function CarrierFacts() {
  const { carrier } = useWorkspace();
  const needed = carrier.mode === 'emulator' ? credentials : carrier.missing;
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
      {needed.length > 0 ? (
        <div className="grid gap-1">
          <p>{carrier.mode === 'emulator' ? 'Real calls need:' : 'Missing for Twilio:'}</p>
          <ul className="grid gap-0.5 text-[13px]">
            {needed.map((name) => (
              <li key={name}>
                <code className="break-all">{name}</code>
              </li>
            ))}
          </ul>
          <p className="text-[13px] text-muted">
            Put them in <code>.env</code> and start the server again. With them, and without <code>CARRIER</code>, it
            uses Twilio.
          </p>
        </div>
      ) : null}
    </div>
  );
}
