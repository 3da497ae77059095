import type { OwnNumber } from '@offhook/contract';
import { fieldOf, sentenceOf } from '../../app/failures.ts';
import { SelectField, TextArea, TextField } from '../../ui/field.tsx';
import { Switch } from '../../ui/switch.tsx';
import { ruleOfField } from '../forwarding/rules.ts';
import { RulesEditor } from '../forwarding/rules-editor.tsx';
import { useRuleChoices } from '../forwarding/use-rule-choices.ts';
import { recordingWords } from './number-words.ts';
import { RoutePicker } from './route-picker.tsx';
import type { NumberEditing } from './use-number-editing.ts';

export function NumberFields({ editing, readOnly }: { editing: NumberEditing; readOnly: boolean }) {
  const { draft, change, save } = editing;
  const field = fieldOf(save.error);
  const refused = save.error ? sentenceOf(save.error) : undefined;
  const errorOf = (name: string) => (field === name || field?.startsWith(`${name}.`) ? refused : undefined);
  const isShown = ['label', 'description', 'route', 'forwarding', 'box_id'].some((name) => errorOf(name));
  return (
    <fieldset disabled={readOnly} className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <TextField
        label="Label"
        required
        maxLength={64}
        value={draft.label}
        error={errorOf('label')}
        onChange={(event) => change({ label: event.target.value })}
      />
      <TextArea
        label="Description"
        hint="What it is for, and who prints it where."
        rows={2}
        maxLength={500}
        value={draft.description}
        error={errorOf('description')}
        onChange={(event) => change({ description: event.target.value })}
      />
      <RoutePicker route={draft.route} onChange={(route) => change({ route })} error={errorOf('route')} />
      <Forwarding {...{ editing, readOnly }} refused={errorOf('forwarding')} field={field} />
      <BoxAndRecording editing={editing} boxError={errorOf('box_id')} />
      <Switch
        label="Take calls to this number"
        checked={draft.is_active}
        onChange={(is_active) => change({ is_active })}
      />
      {refused && !isShown ? (
        <p role="alert" className="text-danger-text">
          {refused}
        </p>
      ) : null}
    </fieldset>
  );
}

interface ForwardingProps {
  editing: NumberEditing;
  readOnly: boolean;
  refused: string | undefined;
  field: string | undefined;
}

function Forwarding({ editing, readOnly, refused, field }: ForwardingProps) {
  const choices = useRuleChoices();
  const refusedRule = ruleOfField(field);
  const problems = refused && refusedRule !== undefined ? new Map([[refusedRule, refused]]) : editing.ruleProblems;
  return (
    <section aria-label="Forwarding" className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <h2 className="text-[13px] font-medium">Forwarding</h2>
      <p className="text-[13px] text-muted">Asked before the call goes where it says above.</p>
      <RulesEditor
        key={editing.round}
        value={editing.draft.forwarding}
        onChange={(forwarding) => editing.change({ forwarding })}
        readOnly={readOnly}
        problems={problems}
        {...choices}
      />
      {refused && refusedRule === undefined ? (
        <p role="alert" className="text-[13px] text-danger-text">
          {refused}
        </p>
      ) : null}
    </section>
  );
}

function BoxAndRecording({ editing, boxError }: { editing: NumberEditing; boxError: string | undefined }) {
  const { draft, change } = editing;
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      {/* Calls that go to a box have it above. */}
      {draft.route.kind === 'box' ? null : <BoxField editing={editing} error={boxError} />}
      <SelectField
        label="Record calls"
        value={draft.recording_policy}
        // The options are the policies.
        onChange={(event) => change({ recording_policy: event.target.value as OwnNumber['recording_policy'] })}
      >
        {Object.entries(recordingWords).map(([policy, words]) => (
          <option key={policy} value={policy}>
            {words}
          </option>
        ))}
      </SelectField>
    </div>
  );
}

function BoxField({ editing, error }: { editing: NumberEditing; error: string | undefined }) {
  const { boxes } = useRuleChoices();
  const { draft, change } = editing;
  return (
    <SelectField
      label="Voicemail box"
      hint="Takes a message when nobody answers."
      value={draft.box_id}
      error={error}
      onChange={(event) => change({ box_id: event.target.value })}
    >
      <option value="">The default box</option>
      {draft.box_id === '' || boxes.some(({ id }) => id === draft.box_id) ? null : (
        <option value={draft.box_id}>Gone</option>
      )}
      {boxes.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}
