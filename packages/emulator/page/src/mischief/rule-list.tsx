import { Nothing } from '../ui/panel.tsx';

/** A rule as the control API lists it. */
export interface ActiveRule {
  id: string;
  on: Record<string, unknown>;
  do: { fault: string };
  chance?: number;
  times?: number;
  applied: number;
}

interface RuleListProps {
  rules: ActiveRule[];
  onRemove: (id: string) => void;
  onRemoveAll: () => void;
}

export function RuleList({ rules, onRemove, onRemoveAll }: RuleListProps) {
  if (rules.length === 0) return <Nothing>Nothing goes wrong on purpose.</Nothing>;
  return (
    <>
      <ul class="mischief">
        {rules.map((rule) => (
          <li key={rule.id}>
            <span>
              <b>{rule.do.fault}</b> <span class="hint">{whenOf(rule)}</span>
            </span>
            <span class="hint">{rule.applied} times so far</span>
            <button type="button" aria-label={`Remove ${rule.id}: ${rule.do.fault}`} onClick={() => onRemove(rule.id)}>
              Remove
            </button>
          </li>
        ))}
      </ul>
      {rules.length > 1 ? (
        <button type="button" onClick={onRemoveAll}>
          Remove all
        </button>
      ) : null}
    </>
  );
}

function whenOf({ on, chance, times }: ActiveRule): string {
  const conditions = Object.entries(on).map(
    ([name, value]) => `${name} ${Array.isArray(value) ? value.join(', ') : String(value)}`,
  );
  const often = chance === undefined ? [] : [`${chance * 100} % of the time`];
  const most = times === undefined ? [] : [times === 1 ? 'once' : `at most ${times} times`];
  return [...conditions, ...often, ...most].join(', ');
}
