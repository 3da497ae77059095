import type { FlowRun, SimulatedAct } from '@offhook/flow';
import { PhoneOff } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { TextArea, TextField } from '../../../ui/field.tsx';
import { Keypad } from '../../calls/keypad.tsx';
import { SaySomething } from '../../simulator/some-text.tsx';
import { type Asked, askedBy } from './asked.ts';

interface StepControlsProps {
  run: FlowRun;
  onAct: (act: SimulatedAct) => void;
}

/** The handset of a test call: what the caller, or the world, can do at this question. */
export function StepControls({ run, onAct }: StepControlsProps) {
  const asked = askedBy(run);
  const maySilent = asked.for === 'keys' || asked.for === 'speech';
  return (
    <fieldset className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-2">
      <legend className="sr-only">What happens now</legend>
      {asked.for === 'keys' ? <Keys asked={asked} onAct={onAct} /> : null}
      {asked.for === 'speech' ? <SaySomething busy={false} onSay={(text) => onAct({ do: 'speak', text })} /> : null}
      {asked.for === 'dial' ? <Outcomes onAct={onAct} /> : null}
      {asked.for === 'message' ? <Message onAct={onAct} /> : null}
      {asked.for === 'fetch' ? <Answer asked={asked} onAct={onAct} /> : null}
      <div className="flex flex-wrap gap-2">
        {maySilent ? <Button onClick={() => onAct({ do: 'wait' })}>Stay silent</Button> : null}
        {asked.for === 'message' ? (
          <Button onClick={() => onAct({ do: 'leave-message', seconds: 0 })}>Say nothing</Button>
        ) : null}
        <Button look="danger" onClick={() => onAct({ do: 'hang-up' })}>
          <PhoneOff size={14} aria-hidden /> Hang up
        </Button>
      </div>
    </fieldset>
  );
}

function Keys({ asked, onAct }: { asked: Extract<Asked, { for: 'keys' }>; onAct: StepControlsProps['onAct'] }) {
  const [digits, setDigits] = useState('');
  const mayBeSeveral = asked.most !== 1;
  const press = (key: string) => {
    if (key === '+') return;
    if (key === '#' && asked.endsWithHash && digits !== '') return onAct({ do: 'press', digits });
    const next = digits + key;
    if (asked.most !== undefined && next.length >= asked.most) return onAct({ do: 'press', digits: next });
    setDigits(next);
  };
  return (
    <>
      <Keypad label="Keys of the caller" onPress={press} />
      {mayBeSeveral ? (
        <div className="flex min-h-9 items-center justify-between gap-2">
          <output aria-label="Pressed so far" className="tabular font-medium">
            {digits}
          </output>
          {digits === '' ? null : <Button onClick={() => onAct({ do: 'press', digits })}>No more keys</Button>}
        </div>
      ) : null}
    </>
  );
}

const outcomes = [
  ['answered', 'Somebody answers'],
  ['no-answer', 'Nobody answers'],
  ['busy', 'Busy'],
  ['failed', 'Not reached'],
] as const;

function Outcomes({ onAct }: { onAct: StepControlsProps['onAct'] }) {
  return (
    <div className="grid grid-cols-2 gap-2">
      {outcomes.map(([outcome, words]) => (
        <Button key={outcome} onClick={() => onAct({ do: 'dialled', outcome })}>
          {words}
        </Button>
      ))}
    </div>
  );
}

function Message({ onAct }: { onAct: StepControlsProps['onAct'] }) {
  const [seconds, setSeconds] = useState(8);
  return (
    <form
      className="grid grid-cols-[96px_minmax(0,1fr)] items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        onAct({ do: 'leave-message', seconds });
      }}
    >
      <TextField
        type="number"
        label="Seconds"
        required
        min={1}
        max={600}
        value={Number.isNaN(seconds) ? '' : seconds}
        onChange={(event) => setSeconds(event.target.valueAsNumber)}
      />
      <Button type="submit" className="h-9">
        Leave a message
      </Button>
    </form>
  );
}

function Answer({ asked, onAct }: { asked: Extract<Asked, { for: 'fetch' }>; onAct: StepControlsProps['onAct'] }) {
  const [status, setStatus] = useState(200);
  const [text, setText] = useState('{}');
  const body = readJson(text);
  return (
    <form
      className="grid grid-cols-[minmax(0,1fr)] gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (body.valid) onAct({ do: 'fetched', status, body: body.value });
      }}
    >
      <p className="text-[13px] break-all text-muted">
        {asked.method} {asked.url} is not really asked here. What does it answer?
      </p>
      <TextField
        type="number"
        label="Status"
        required
        min={100}
        max={599}
        value={Number.isNaN(status) ? '' : status}
        onChange={(event) => setStatus(event.target.valueAsNumber)}
      />
      <TextArea
        label="JSON of the answer"
        spellCheck={false}
        className="font-mono text-[13px]"
        value={text}
        error={body.valid ? undefined : 'This is no JSON.'}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit">Answer</Button>
    </form>
  );
}

function readJson(text: string): { valid: true; value: unknown } | { valid: false } {
  if (text.trim() === '') return { valid: true, value: null };
  try {
    return { valid: true, value: JSON.parse(text) };
  } catch {
    return { valid: false };
  }
}
