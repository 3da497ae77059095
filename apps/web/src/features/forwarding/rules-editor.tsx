import type { ForwardingRule } from '@offhook/flow/shapes';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { moved } from '../groups/members.ts';
import { RuleFields } from './rule-fields.tsx';
import { mostRules, newRule } from './rules.ts';

/** Something a rule can name. */
export interface Choice {
  id: string;
  name: string;
}

export interface RuleChoices {
  people: readonly Choice[];
  boxes: readonly Choice[];
  hours: readonly Choice[];
}

export interface RulesEditorProps extends RuleChoices {
  /** Replaced by others than this editor, it needs a new `key`: what is half typed is kept here. */
  value: readonly ForwardingRule[];
  onChange: (rules: ForwardingRule[]) => void;
  readOnly?: boolean;
  /** By the place of the rule; `ruleProblems` finds them. */
  problems?: ReadonlyMap<number, string>;
}

const none: ReadonlyMap<number, string> = new Map();

/** Where calls go on to: rules in order, of which the first that applies counts. */
export function RulesEditor(props: RulesEditorProps) {
  const { value, onChange, readOnly = false, problems = none, people, boxes, hours } = props;
  const [keys, setKeys] = useState(() => value.map((_rule, index) => index));
  const [said, setSaid] = useState('');
  const change = (rules: ForwardingRule[], nextKeys: number[], words: string) => {
    setKeys(nextKeys);
    setSaid(words);
    onChange(rules);
  };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      {value.length === 0 ? <p className="text-muted">No rules: calls ring here.</p> : null}
      {value.length > 0 ? (
        <ol aria-label="Forwarding rules" className="grid grid-cols-[minmax(0,1fr)] gap-3">
          {value.map((rule, index) => (
            <RuleFields
              key={keys[index] ?? index}
              {...{ rule, readOnly, people, boxes, hours }}
              place={{ index, count: value.length }}
              problem={problems.get(index)}
              onChange={(next) => onChange(value.toSpliced(index, 1, next))}
              onMove={(by) =>
                change(moved(value, index, by), moved(keys, index, by), `Rule ${index + 1} is now ${index + 1 + by}`)
              }
              onRemove={() => change(value.toSpliced(index, 1), keys.toSpliced(index, 1), `Rule ${index + 1} is gone`)}
            />
          ))}
        </ol>
      ) : null}
      {readOnly || value.length >= mostRules ? null : (
        <Button
          className="justify-self-start"
          onClick={() => change([...value, newRule], [...keys, Math.max(-1, ...keys) + 1], 'A rule was added')}
        >
          <Plus size={16} aria-hidden /> Add rule
        </Button>
      )}
      <p role="status" className="sr-only">
        {said}
      </p>
    </div>
  );
}
