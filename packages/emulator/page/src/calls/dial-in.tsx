import { useState } from 'preact/hooks';
import type { OwnedNumberJson } from '../../../src/control/shapes.ts';
import { goToCall } from '../route.ts';
import { sentenceOf } from '../session/api.ts';
import { useSession } from '../session/session.ts';
import { useAnswer } from '../session/use-answer.ts';
import { Problem, TextField } from '../ui/field.tsx';
import { Panel } from '../ui/panel.tsx';

const someCaller = '+12025550110';

/** Calls one of the account's numbers as somebody outside, and goes to the call. */
export function DialIn() {
  const { api } = useSession();
  const owned = useAnswer(() => api.get<{ numbers: OwnedNumberJson[] }>('/numbers'), [api]);
  const [typedTo, setTo] = useState<string>();
  const [from, setFrom] = useState(someCaller);
  const [voiceUrl, setVoiceUrl] = useState('');
  const [problem, setProblem] = useState<string>();
  const numbers = owned.answer?.numbers ?? [];
  const to = typedTo ?? numbers[0]?.phone_number ?? '';
  const dial = async () => {
    try {
      const asked = { from, to, persona: 'handset', ...(voiceUrl ? { voice_url: voiceUrl } : {}) };
      const { sid } = await api.post<{ sid: string }>('/calls', asked);
      setProblem(undefined);
      goToCall(sid);
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  return (
    <Panel title="Dial in">
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void dial();
        }}
      >
        <div class="pair">
          <TextField label="From" required value={from} onType={setFrom} />
          <TextField label="To" required list="owned-numbers" value={to} onType={setTo} />
        </div>
        <datalist id="owned-numbers">
          {numbers.map(({ phone_number }) => (
            <option key={phone_number} value={phone_number} />
          ))}
        </datalist>
        <TextField
          label="Voice URL (optional)"
          type="url"
          placeholder={configuredUrl(numbers, to)}
          value={voiceUrl}
          onType={setVoiceUrl}
        />
        <Problem sentence={problem ?? owned.problem} />
        <button type="submit" class="primary">
          Dial in
        </button>
      </form>
    </Panel>
  );
}

function configuredUrl(numbers: OwnedNumberJson[], to: string): string {
  return numbers.find(({ phone_number }) => phone_number === to)?.voice_url ?? 'The number has none: give one';
}
