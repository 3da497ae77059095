import { PhoneCall } from 'lucide-react';
import { formatNumber } from '../../../app/phone.ts';
import { useTimeZone } from '../../../app/time-zone.ts';
import { Button } from '../../../ui/button.tsx';
import { SelectField, TextField } from '../../../ui/field.tsx';
import { useWorkspace } from '../../workspaces/workspace.ts';
import { useEditor } from '../editor-store.ts';
import { PhoneInput } from '../fields.tsx';
import { flowOrder, nodeName } from '../node-words.ts';
import type { TestGiven } from './test-given.ts';
import { momentOf, wallIn } from './wall-clock.ts';

interface GivenFieldsProps {
  given: TestGiven;
  onChange: (given: TestGiven) => void;
  onBegin: () => void;
}

/** What a test call begins with: who calls, which number, what time it is, and where. */
export function GivenFields({ given, onChange, onBegin }: GivenFieldsProps) {
  const graph = useEditor((state) => state.graph);
  const numbers = useEditor((state) => state.directory.numbers);
  const { country } = useWorkspace();
  const known = Object.entries(numbers);
  const nodes = flowOrder(graph).filter(({ type }) => type !== 'start');
  return (
    <form
      aria-label="Test call"
      className="grid grid-cols-[minmax(0,1fr)] gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        onBegin();
      }}
    >
      <Button type="submit" look="call" size="large">
        <PhoneCall size={16} aria-hidden /> Start test call
      </Button>
      <PhoneInput label="Caller" number={given.caller} onChange={(caller) => onChange({ ...given, caller })} />
      {known.length > 0 ? (
        <SelectField
          label="Number called"
          value={given.called}
          onChange={(event) => onChange({ ...given, called: event.target.value })}
        >
          {known.map(([number, { label }]) => (
            <option key={number} value={number}>
              {label ? `${formatNumber(number, country)} · ${label}` : formatNumber(number, country)}
            </option>
          ))}
        </SelectField>
      ) : (
        <PhoneInput label="Number called" number={given.called} onChange={(called) => onChange({ ...given, called })} />
      )}
      <TimeField at={given.at} onChange={(at) => onChange({ ...given, at })} />
      <SelectField
        label="Begin at"
        value={given.beginAt ?? ''}
        onChange={(event) => onChange({ ...given, beginAt: event.target.value || null })}
      >
        <option value="">The start</option>
        {nodes.map((node) => (
          <option key={node.id} value={node.id}>
            {nodeName(graph, node)}
          </option>
        ))}
      </SelectField>
      <p className="text-[13px] text-muted">Nothing is dialled or sent: the flow runs here in the page.</p>
    </form>
  );
}

/** What time it is for the flow, on the clock of the workspace. */
export function TimeField({ at, onChange }: { at: string; onChange: (at: string) => void }) {
  const zone = useTimeZone();
  return (
    <TextField
      type="datetime-local"
      label="Time of the call"
      hint={`In ${zone}`}
      required
      value={wallIn(zone, Date.parse(at))}
      onChange={(event) => {
        const moment = momentOf(event.target.value, zone);
        if (moment !== undefined) onChange(new Date(moment).toISOString());
      }}
    />
  );
}
