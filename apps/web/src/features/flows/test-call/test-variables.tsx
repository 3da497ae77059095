import { SettlingField } from '../settling-field.tsx';
import { TimeField } from './given-fields.tsx';
import type { TestGiven } from './test-given.ts';
import type { TestRun } from './test-run.ts';

/** What the flow knows at this moment; a change counts from here on. */
export function TestVariables(props: {
  test: TestRun;
  onChange: (name: string, value: string) => void;
  onGiven: (changed: Partial<TestGiven>) => void;
}) {
  const { test, onChange, onGiven } = props;
  const session = test.steps.at(-1)?.run?.session;
  if (!session) return null;
  const { variables, secrets } = session;
  return (
    <details className="rounded-lg border">
      <summary className="min-h-8 rounded-lg px-3 py-1.5 font-medium hover:bg-sunken">
        Variables and clock ({Object.keys(variables).length})
      </summary>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-2 px-3 pb-3">
        {Object.entries(variables).map(([name, value]) =>
          secrets.includes(name) ? (
            <p key={name} className="text-[13px]">
              <code>{name}</code> <span className="text-muted">is sensitive: its value is shown nowhere</span>
            </p>
          ) : (
            <SettlingField
              key={name}
              label={name}
              most={300}
              mono
              value={value}
              onSettle={(text) => onChange(name, text)}
            />
          ),
        )}
        <TimeField at={test.given.at} onChange={(at) => onGiven({ at })} />
      </div>
    </details>
  );
}
