import { Dialog } from '../../ui/dialog.tsx';
import { PersonForwarding } from './person-forwarding.tsx';

/** The forwarding of somebody else, for managers. */
export function ForwardingDialog(props: { person: { id: string; name: string }; onClose: () => void }) {
  return (
    <Dialog
      onClose={props.onClose}
      title={`Forwarding of ${props.person.name}`}
      description="Of the rules that apply to a call the first counts."
      className="w-[min(760px,calc(100vw-24px))]"
    >
      <PersonForwarding personId={props.person.id} />
    </Dialog>
  );
}
