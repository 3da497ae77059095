import { useState } from 'preact/hooks';
import { sentenceOf } from './session/api.ts';
import { useSession } from './session/session.ts';
import { Problem, SelectField, TextField } from './ui/field.tsx';
import { Panel } from './ui/panel.tsx';
import { Title } from './ui/title.tsx';

type Send = (body: unknown, done: string) => Promise<void>;

/** Lets things go wrong, to see how the application takes it. */
export function MischiefPage() {
  const { api } = useSession();
  const [problem, setProblem] = useState<string>();
  const [done, setDone] = useState('');
  const send: Send = async (body, words) => {
    try {
      await api.post('/faults', body);
      setProblem(undefined);
      setDone(words);
    } catch (error) {
      setDone('');
      setProblem(sentenceOf(error));
    }
  };
  return (
    <div class="page">
      <Title name="Mischief" />
      <div role="status" class="done-words">
        {done}
      </div>
      <Problem sentence={problem} />
      <NextCreate send={send} />
      <Callbacks send={send} />
    </div>
  );
}

const faults = {
  'refuse-429': 'is refused with 429, never accepted',
  'error-before': 'is answered with 500, not accepted',
  'error-after': 'is answered with 500, but accepted',
  'drop-after': 'is accepted, then the connection breaks',
  'late-accept': 'is accepted four seconds late',
};

function NextCreate({ send }: { send: Send }) {
  const [fault, setFault] = useState('refuse-429');
  return (
    <Panel title="The next call that is placed">
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void send({ next: [{ operation: 'calls.create', fault }] }, 'The next call that is placed will go wrong.');
        }}
      >
        <SelectField label="What happens to it" value={fault} onChoose={setFault}>
          {Object.entries(faults).map(([name, words]) => (
            <option key={name} value={name}>
              {words}
            </option>
          ))}
        </SelectField>
        <button type="submit">Let it go wrong</button>
      </form>
    </Panel>
  );
}

function Callbacks({ send }: { send: Send }) {
  const [lost, setLost] = useState('10');
  const [twice, setTwice] = useState('10');
  const [latest, setLatest] = useState('3000');
  const percent = { type: 'number', min: 0, max: 100, required: true } as const;
  const chances = { lose: Number(lost) / 100, duplicate: Number(twice) / 100, delay_ms: [0, Number(latest)] };
  return (
    <Panel title="Status callbacks">
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void send({ callbacks: chances }, 'From now on status callbacks go wrong.');
        }}
      >
        <div class="pair">
          <TextField label="Lost, %" {...percent} value={lost} onType={setLost} />
          <TextField label="Sent twice, %" {...percent} value={twice} onType={setTwice} />
        </div>
        <TextField label="Late by up to, ms" type="number" min={0} required value={latest} onType={setLatest} />
        <div class="actions">
          <button type="submit">Apply</button>
          <button type="button" onClick={() => void send({ callbacks: {} }, 'Status callbacks are well again.')}>
            Let them be
          </button>
        </div>
      </form>
    </Panel>
  );
}
