import type { Contact, previewScript, RouteResponse } from '@offhook/contract';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { sentenceOf } from '../../app/failures.ts';
import { spokenDuration } from '../../app/formats.ts';
import { TextField } from '../../ui/field.tsx';
import { previewQuery } from '../scripts/queries.ts';
import type { DialerChoices } from './dialer-choices.ts';

export type ScriptPreview = UseQueryResult<RouteResponse<typeof previewScript>>;

/** What the chosen script would say to the contact, and what it lacks. */
export function useScriptPreview({ scriptId, variables }: DialerChoices, contact: Contact | undefined): ScriptPreview {
  const query = previewQuery({ script_id: scriptId, contact_id: contact?.id, variables: { ...variables } });
  return useQuery({ ...query, enabled: scriptId !== '' });
}

/** The script as this call would say it, with a field for each variable that nothing fills. */
export function DialerScript(props: {
  preview: ScriptPreview;
  contact: Contact | undefined;
  variables: DialerChoices['variables'];
  onFill: (variables: DialerChoices['variables']) => void;
}) {
  const { preview, contact, variables, onFill } = props;
  if (preview.isError) return <p className="text-[13px] text-danger-text">{sentenceOf(preview.error)}</p>;
  if (!preview.data) return <p className="text-[13px] text-muted">Loading what it says…</p>;
  const { text, missing, problems, seconds } = preview.data;
  const asked = [...new Set([...Object.keys(variables), ...missing])];
  return (
    <section aria-label="What the script says" className="grid gap-2 rounded-lg bg-sunken p-3">
      <p className="max-h-40 overflow-y-auto break-words whitespace-pre-line">{text}</p>
      <p className="text-xs text-muted">
        {contact ? `To ${contact.name}` : 'No contact is chosen'} · about {spokenDuration(seconds)}
      </p>
      {missing.length > 0 ? (
        <p role="status" className="text-[13px] text-danger-text">
          The script lacks values for: {missing.join(', ')}.
          {contact ? '' : ' A contact with this number may have them.'}
        </p>
      ) : null}
      {asked.map((name) => (
        <TextField
          key={name}
          label={name}
          maxLength={500}
          value={variables[name] ?? ''}
          onChange={(event) => onFill({ ...variables, [name]: event.target.value })}
        />
      ))}
      {problems.length > 0 ? (
        <ul aria-label="Problems" className="grid list-disc gap-1 pl-5 text-[13px] text-muted">
          {problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}
