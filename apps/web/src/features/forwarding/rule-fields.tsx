import type { ForwardingRule } from '@offhook/flow/shapes';
import { useId } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { SelectField, TextField } from '../../ui/field.tsx';
import { RowProblem } from '../../ui/row-problem.tsx';
import { MoveButtons } from '../groups/move-buttons.tsx';
import { RuleConditions } from './rule-conditions.tsx';
import { Row } from './rule-row.tsx';
import { RuleTarget } from './rule-target.tsx';
import { withWhen } from './rules.ts';
import type { RuleChoices } from './rules-editor.tsx';

export interface RuleProps extends RuleChoices {
  rule: ForwardingRule;
  readOnly: boolean;
  onChange: (rule: ForwardingRule) => void;
}

interface RuleFieldsProps extends RuleProps {
  place: { index: number; count: number };
  problem: string | undefined;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

/** One rule: when, where to, and for whom it holds. */
export function RuleFields({ place, problem, onMove, onRemove, ...props }: RuleFieldsProps) {
  const id = useId();
  const name = `rule ${place.index + 1}`;
  return (
    <li aria-labelledby={id} className="grid grid-cols-[minmax(0,1fr)] gap-3 rounded-lg border p-3">
      <div className="flex min-h-8 items-center justify-between gap-2">
        <h3 id={id} className="font-medium">
          Rule {place.index + 1}
        </h3>
        {props.readOnly ? null : (
          <MoveButtons
            name={name}
            isFirst={place.index === 0}
            isLast={place.index === place.count - 1}
            onMove={onMove}
            onRemove={onRemove}
          />
        )}
      </div>
      <Row>
        <When {...props} />
        <RuleTarget {...props} />
      </Row>
      <RuleConditions {...props} />
      <RowProblem problem={problem} />
    </li>
  );
}

function When({ rule, readOnly, onChange }: RuleProps) {
  const waits = rule.when === 'no-answer';
  return (
    <div className={classNames('grid items-start gap-2', waits && 'grid-cols-[minmax(0,1fr)_auto]')}>
      <SelectField
        label="When"
        disabled={readOnly}
        value={rule.when}
        // The options are the words of `when`, so the value is one.
        onChange={(event) => onChange(withWhen(rule, event.target.value as ForwardingRule['when']))}
      >
        <option value="always">Always, at once</option>
        <option value="busy">Busy</option>
        <option value="no-answer">Nobody answers</option>
      </SelectField>
      {waits ? (
        <TextField
          label="After seconds"
          type="number"
          min={5}
          max={120}
          readOnly={readOnly}
          className="w-24"
          value={rule.after_seconds ?? ''}
          onChange={(event) => {
            const { after_seconds: _before, ...rest } = rule;
            const seconds = event.target.valueAsNumber;
            onChange(Number.isNaN(seconds) ? rest : { ...rest, after_seconds: seconds });
          }}
        />
      ) : null}
    </div>
  );
}
