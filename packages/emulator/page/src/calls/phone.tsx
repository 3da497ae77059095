import { useState } from 'preact/hooks';
import type { CallJson, FarEndJson } from '../../../src/control/shapes.ts';
import { sentenceOf } from '../session/api.ts';
import { useSession } from '../session/session.ts';
import { Badge } from '../ui/badge.tsx';
import { Problem, TextField } from '../ui/field.tsx';
import { Nothing, Panel } from '../ui/panel.tsx';
import { Elapsed } from '../ui/time.tsx';
import { useKeptFocus } from '../ui/use-kept-focus.ts';
import { Keypad } from './keypad.tsx';
import { Transcript } from './transcript.tsx';

type Act = (action: Record<string, string>) => Promise<boolean>;

/** The telephone outside: who is there, what was said, and everything one can do there. */
export function Phone({ call }: { call: CallJson }) {
  const { api } = useSession();
  const [problem, setProblem] = useState<string>();
  const act: Act = async (action) => {
    try {
      await api.post(`/far-ends/${call.sid}`, action);
      setProblem(undefined);
      return true;
    } catch (error) {
      setProblem(sentenceOf(error));
      return false;
    }
  };
  const { phone } = call;
  const kept = useKeptFocus<HTMLElement>(phone?.state);
  if (!phone) {
    return (
      <Panel title="Far end">
        <Nothing>Nobody is there any more.</Nothing>
      </Panel>
    );
  }
  return (
    <Panel title="Far end" aside={<PhoneState phone={phone} />} part={kept}>
      <p>
        <b class="number">{phone.direction === 'inbound' ? phone.from : phone.to}</b>{' '}
        <span class="hint">{phone.persona}</span>
      </p>
      <Transcript phone={phone} />
      <Problem sentence={problem} />
      {phone.state === 'ended' ? null : <Controls phone={phone} act={act} />}
    </Panel>
  );
}

const stateWords = { ringing: 'Ringing', 'in-call': 'In call', ended: 'Hung up' };

function PhoneState({ phone }: { phone: FarEndJson }) {
  const tone = { ringing: 'ring', 'in-call': 'live', ended: 'neutral' } as const;
  return (
    <Badge tone={tone[phone.state]}>
      {phone.state === 'ringing' && phone.direction === 'inbound' ? 'Waiting for an answer' : stateWords[phone.state]}
      {phone.state === 'ended' ? null : <Elapsed since={phone.since} />}
    </Badge>
  );
}

function Controls({ phone, act }: { phone: FarEndJson; act: Act }) {
  if (phone.state === 'in-call') return <InCall act={act} />;
  if (phone.direction === 'inbound') {
    return <Action name="Hang up" kind="danger" onPress={() => act({ do: 'hang-up' })} />;
  }
  return (
    <div class="actions">
      <Action name="Answer" kind="live" onPress={() => act({ do: 'answer' })} />
      <Action name="Decline" kind="danger" onPress={() => act({ do: 'decline' })} />
      <Action name="Answer as a machine" onPress={() => act({ do: 'be-machine' })} />
    </div>
  );
}

function InCall({ act }: { act: Act }) {
  const [text, setText] = useState('');
  return (
    <>
      <form
        class="say"
        onSubmit={async (event) => {
          event.preventDefault();
          if (text.trim() !== '' && (await act({ do: 'say', text }))) setText('');
        }}
      >
        <TextField label="Say" autocomplete="off" value={text} onType={setText} />
        <button type="submit">Say it</button>
      </form>
      <Keypad onPress={(digits) => void act({ do: 'press', digits })} />
      <Action name="Hang up" kind="danger" onPress={() => act({ do: 'hang-up' })} />
    </>
  );
}

function Action(props: { name: string; kind?: 'live' | 'danger'; onPress: () => Promise<boolean> }) {
  return (
    <button type="button" class={props.kind} onClick={() => void props.onPress()}>
      {props.name}
    </button>
  );
}
