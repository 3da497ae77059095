import { callFlow } from '@offhook/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { PhoneCall } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../../app/api.ts';
import { sentenceOf } from '../../../app/failures.ts';
import { useMay } from '../../../app/session.ts';
import { Button } from '../../../ui/button.tsx';
import { SelectField } from '../../../ui/field.tsx';
import { callersNumber } from '../../simulator/callers-number.ts';
import { FarEndPanel } from '../../simulator/far-end-panel.tsx';
import { farEndsKey, farEndsQuery } from '../../simulator/queries.ts';
import { useWorkspace } from '../../workspaces/workspace.ts';
import { useEditor } from '../editor-store.ts';
import { PhoneInput } from '../fields.tsx';

/** A real call through the emulator: the carrier asks the server for each document, as it will on the day. */
export function CallIt() {
  const { carrier } = useWorkspace();
  const mayCall = useMay('agent');
  const [callSid, setCallSid] = useState<string>();
  if (carrier.mode !== 'emulator')
    return (
      <p className="text-muted">Calls are placed by a real carrier here. Step through the flow, or call its number.</p>
    );
  if (!mayCall) return <p className="text-muted">Calling the flow needs the role agent or more.</p>;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      {/* Above the form: all of a phone is in view without scrolling. */}
      {callSid ? <CallersPhone callSid={callSid} /> : null}
      <CallForm onCalled={setCallSid} />
    </div>
  );
}

type Which = 'draft' | 'live';

function CallForm({ onCalled }: { onCalled: (callSid: string) => void }) {
  const flowId = useEditor((state) => state.flowId);
  const isSaved = useEditor((state) => state.saved === 'saved' || state.readOnly);
  const client = useQueryClient();
  const [which, setWhich] = useState<Which>('draft');
  const [from, setFrom] = useState(callersNumber);
  const call = useMutation({
    mutationFn: () => api(callFlow, { params: { flow_id: flowId }, body: { which, from } }),
    onSuccess: ({ call_sid }) => {
      onCalled(call_sid);
      void client.invalidateQueries({ queryKey: farEndsKey });
    },
  });
  const waits = which === 'draft' && !isSaved;
  return (
    <form
      aria-label="Call the flow"
      className="grid grid-cols-[minmax(0,1fr)] gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!waits && !call.isPending) call.mutate();
      }}
    >
      <SelectField
        label="Which version"
        value={which}
        onChange={(event) => setWhich(event.target.value === 'live' ? 'live' : 'draft')}
      >
        <option value="draft">The draft</option>
        <option value="live">The live version</option>
      </SelectField>
      <PhoneInput label="Caller" number={from} onChange={setFrom} />
      <Button type="submit" look="call" size="large" aria-disabled={waits || call.isPending}>
        <PhoneCall size={16} aria-hidden /> {call.isPending ? 'Calling…' : 'Call the flow'}
      </Button>
      {waits ? <p className="text-[13px] text-muted">The draft is not saved yet; a moment.</p> : null}
      {call.error ? (
        <p role="alert" className="text-[13px] text-danger-text">
          {sentenceOf(call.error)}
        </p>
      ) : null}
    </form>
  );
}

/** The phone of the caller: what it hears, its keys, and the way to the call's page. */
function CallersPhone({ callSid }: { callSid: string }) {
  const farEnds = useQuery({
    ...farEndsQuery,
    refetchInterval: ({ state }) => (hasEnded(state.data, callSid) ? false : 1000),
  });
  const farEnd = farEnds.data?.items.find((each) => each.call_sid === callSid);
  if (farEnds.isError)
    return (
      <p role="alert" className="text-[13px] text-danger-text">
        {sentenceOf(farEnds.error)}
      </p>
    );
  if (!farEnd)
    return (
      <p role="status" className="text-[13px] text-muted">
        {farEnds.isSuccess ? 'The call is on its way…' : 'Calling…'}
      </p>
    );
  return <FarEndPanel farEnd={farEnd} />;
}

function hasEnded(farEnds: { items: readonly { call_sid: string; state: string }[] } | undefined, callSid: string) {
  return farEnds?.items.some((each) => each.call_sid === callSid && each.state === 'ended') ?? false;
}
