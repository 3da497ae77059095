import type { GreetingType, VoicemailBox } from '@offhook/contract';
import { useTimeZone } from '../../app/time-zone.ts';
import { SelectField, TextField } from '../../ui/field.tsx';
import { followsWords, neverPlays, typeWords } from './greeting-words.ts';
import { emptySchedule, type ScheduleDraft } from './schedule-draft.ts';
import { ScheduleEditor } from './schedule-editor.tsx';

/** What every greeting has, wherever its sound comes from. */
export interface GreetingFrame {
  name: string;
  type: GreetingType;
  /** Undefined: it follows the opening hours, or is the default. */
  schedule: ScheduleDraft | undefined;
}

interface TimingProps {
  frame: GreetingFrame;
  box: VoicemailBox;
  nameError: string | undefined;
  problems: ReadonlyMap<number, string> | undefined;
  onChange: (part: Partial<GreetingFrame>) => void;
}

/** Name and type of a greeting. */
export function NameAndType({ frame, nameError, onChange }: Omit<TimingProps, 'box' | 'problems'>) {
  return (
    <div className="grid items-start gap-4 sm:grid-cols-[minmax(0,1fr)_160px]">
      <TextField
        label="Name"
        required
        maxLength={80}
        value={frame.name}
        error={nameError}
        onChange={(event) => onChange({ name: event.target.value })}
      />
      <SelectField
        label="Type"
        value={frame.type}
        onChange={(event) => {
          const type = types.find((known) => known === event.target.value);
          if (type) onChange({ type });
        }}
      >
        {types.map((type) => (
          <option key={type} value={type}>
            {typeWords[type]}
          </option>
        ))}
      </SelectField>
    </div>
  );
}

/** When it plays: like the hours of the box, or at times of its own. */
export function Timing({ frame, box, problems, onChange }: Omit<TimingProps, 'nameError'>) {
  const zone = useTimeZone();
  const { type, schedule } = frame;
  const isTimed = type === 'after-hours' || type === 'holiday';
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <SelectField
        label="When it plays"
        value={schedule ? 'own' : 'follows'}
        hint={schedule ? undefined : neverPlays(type, box)}
        onChange={(event) => onChange({ schedule: event.target.value === 'own' ? emptySchedule(zone) : undefined })}
      >
        <option value="follows">{followsWords(type)}</option>
        <option value="own">{isTimed ? 'At times of its own' : 'Also at times of its own'}</option>
      </SelectField>
      {schedule ? (
        <ScheduleEditor draft={schedule} problems={problems} onChange={(next) => onChange({ schedule: next })} />
      ) : null}
    </div>
  );
}

const types = ['personal', 'business', 'after-hours', 'holiday'] as const satisfies readonly GreetingType[];
