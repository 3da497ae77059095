import { useState } from 'preact/hooks';
import { sentenceOf } from '../session/api.ts';
import { useSession } from '../session/session.ts';
import { useAnswer } from '../session/use-answer.ts';
import { useBeat } from '../session/use-beat.ts';
import { Problem } from '../ui/field.tsx';
import { Panel } from '../ui/panel.tsx';
import { Title } from '../ui/title.tsx';
import { useKeptFocus } from '../ui/use-kept-focus.ts';
import { AppliedList, type AppliedMischief } from './applied-list.tsx';
import { RuleForm } from './rule-form.tsx';
import { type ActiveRule, RuleList } from './rule-list.tsx';

interface MischiefJson {
  rules: ActiveRule[];
  applied: AppliedMischief[];
}

/** Lets things go wrong, to see how the application takes it: the rules, what they did, and a form for one more. */
export function MischiefPage() {
  const { api } = useSession();
  const [changes, setChanges] = useState(0);
  const [problem, setProblem] = useState<string>();
  const beat = useBeat(true);
  const asked = useAnswer(() => api.get<MischiefJson>('/mischief'), [api, changes, beat]);
  const attempt = async (act: () => Promise<unknown>) => {
    try {
      await act();
      setProblem(undefined);
      setChanges((count) => count + 1);
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  const { rules = [], applied = [] } = asked.answer ?? {};
  const kept = useKeptFocus<HTMLElement>(rules.map(({ id }) => id).join());
  return (
    <div class="page">
      <Title name="Mischief" />
      <Problem sentence={problem ?? asked.problem} />
      <Panel title="What goes wrong" aside={<span class="hint">{rules.length}</span>} part={kept}>
        <RuleList
          rules={rules}
          onRemove={(id) => attempt(() => api.remove(`/mischief/${encodeURIComponent(id)}`))}
          onRemoveAll={() => attempt(() => api.remove('/mischief'))}
        />
      </Panel>
      <Panel title="One more rule">
        <RuleForm onAdd={(text) => attempt(async () => api.post('/mischief', ruleIn(text)))} />
      </Panel>
      <Panel title="What went wrong so far" aside={<span class="hint">{applied.length}</span>}>
        <AppliedList applied={applied} />
      </Panel>
    </div>
  );
}

function ruleIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`The rule is no JSON: ${sentenceOf(error)}`);
  }
}
