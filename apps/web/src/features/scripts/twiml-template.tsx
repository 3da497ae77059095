import { TextArea } from '../../ui/field.tsx';
import { Switch } from '../../ui/switch.tsx';
import type { ScriptDraft } from './script-draft.ts';

const beginning = `<Response>
  <Say>Hello {first_name}.</Say>
</Response>`;

/** TwiML in place of the spoken text, for whoever needs more than words. */
export function TwimlTemplate(props: {
  draft: ScriptDraft;
  readOnly: boolean;
  error: string | undefined;
  onChange: (part: Partial<ScriptDraft>) => void;
}) {
  const { draft, readOnly, error, onChange } = props;
  const isUsed = draft.template !== undefined;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <Switch
        label="Say it with a TwiML template"
        checked={isUsed}
        disabled={readOnly}
        onChange={(on) => onChange({ template: on ? beginning : undefined })}
      />
      {isUsed ? (
        <TextArea
          label="TwiML template"
          hint="Said instead of the text. Only verbs and addresses of an allow-list; the preview tells what is refused."
          rows={8}
          maxLength={4000}
          spellCheck={false}
          readOnly={readOnly}
          value={draft.template}
          error={error}
          onChange={(event) => onChange({ template: event.target.value })}
          className="font-mono text-[13px]"
        />
      ) : null}
    </div>
  );
}
