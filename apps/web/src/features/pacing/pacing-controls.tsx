import { SelectField } from '../../ui/field.tsx';
import type { PacingSettings } from './pacing-results.ts';
import { SliderField } from './slider-field.tsx';

interface PacingControlsProps {
  settings: PacingSettings;
  onChange: (part: Partial<PacingSettings>) => void;
}

const halfwayNames: Record<PacingSettings['halfway'], string> = {
  nothing: 'Nothing changes',
  'fewer-answers': 'Only half as many people answer',
  'fewer-seats': 'Half of the team leaves',
};

const spreadNames: Record<PacingSettings['talkSpread'], string> = {
  exponential: 'Very different: many short, some long',
  'erlang-4': 'Rather alike',
};

/** The day that is played. */
export function PacingControls({ settings, onChange }: PacingControlsProps) {
  return (
    <section aria-labelledby="pacing-day" className="card grid content-start gap-4 p-4">
      <h2 id="pacing-day" className="text-base leading-6 font-semibold">
        A day of calling
      </h2>
      <TeamSliders settings={settings} onChange={onChange} />
      <SelectField
        label="Conversations are"
        value={settings.talkSpread}
        // The names of the options are the values of the setting.
        onChange={(event) => onChange({ talkSpread: event.target.value as PacingSettings['talkSpread'] })}
      >
        <Options names={spreadNames} />
      </SelectField>
      <SelectField
        label="After four hours"
        value={settings.halfway}
        // As above.
        onChange={(event) => onChange({ halfway: event.target.value as PacingSettings['halfway'] })}
      >
        <Options names={halfwayNames} />
      </SelectField>
    </section>
  );
}

function TeamSliders({ settings, onChange }: PacingControlsProps) {
  return (
    <>
      <SliderField
        label="People taking calls"
        {...{ value: settings.seats, least: 1, most: 100, inWords: String(settings.seats) }}
        onChange={(seats) => onChange({ seats })}
      />
      <SliderField
        label="Calls that a person answers"
        {...{ value: settings.answerPercent, least: 5, most: 80, inWords: `${settings.answerPercent}%` }}
        onChange={(answerPercent) => onChange({ answerPercent })}
      />
      <SliderField
        label="Talk time"
        {...{ value: settings.talkSeconds, least: 15, most: 600, step: 15, inWords: inMinutes(settings.talkSeconds) }}
        onChange={(talkSeconds) => onChange({ talkSeconds })}
      />
      <SliderField
        label="Wrap-up after each call"
        {...{ value: settings.wrapUpSeconds, least: 0, most: 180, step: 5, inWords: inMinutes(settings.wrapUpSeconds) }}
        onChange={(wrapUpSeconds) => onChange({ wrapUpSeconds })}
      />
      <SliderField
        label="Power: calls per ready person"
        {...{ value: settings.ratio, least: 1, most: 8, step: 0.1, inWords: settings.ratio.toFixed(1) }}
        onChange={(ratio) => onChange({ ratio })}
      />
    </>
  );
}

function Options<Name extends string>({ names }: { names: Record<Name, string> }) {
  return Object.entries<string>(names).map(([name, label]) => (
    <option key={name} value={name}>
      {label}
    </option>
  ));
}

function inMinutes(seconds: number): string {
  const rest = seconds % 60;
  if (seconds < 60) return `${seconds} s`;
  return rest === 0 ? `${seconds / 60} min` : `${Math.floor(seconds / 60)} min ${rest} s`;
}
