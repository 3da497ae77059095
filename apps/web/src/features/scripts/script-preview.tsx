import type { Contact } from '@offhook/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { sentenceOf } from '../../app/failures.ts';
import { spokenDuration } from '../../app/formats.ts';
import { Skeleton } from '../../ui/states.tsx';
import { ContactChoice } from './contact-choice.tsx';
import { type PreviewBody, previewQuery } from './queries.ts';
import { fieldsOf, type ScriptDraft } from './script-draft.ts';
import { useSettled } from './use-settled.ts';

/** What the draft would say to a contact, how long that takes, and what is wrong with it. */
export function ScriptPreview({ draft }: { draft: ScriptDraft }) {
  const [contact, setContact] = useState<Contact>();
  const { script_text, twiml_template, variables: declared } = fieldsOf(useSettled(draft, 300));
  const body: PreviewBody = { script_text, twiml_template, declared, contact_id: contact?.id };
  const isEmpty = script_text.trim() === '' && twiml_template === null;
  return (
    <section aria-labelledby="preview" className="card grid grid-cols-[minmax(0,1fr)] gap-3 p-4">
      <h2 id="preview" className="text-base leading-6 font-semibold">
        Preview
      </h2>
      <ContactChoice onChoose={setContact} />
      {isEmpty ? <p className="text-muted">What it would say appears here.</p> : <Said body={body} />}
    </section>
  );
}

function Said({ body }: { body: PreviewBody }) {
  const preview = useQuery(previewQuery(body));
  if (preview.isError)
    return (
      <p role="alert" className="text-[13px] text-danger-text">
        {sentenceOf(preview.error)}
      </p>
    );
  if (!preview.data) return <Skeleton rows={2} rowHeight={48} label="Loading the preview" />;
  const { text, seconds, missing, problems, twiml } = preview.data;
  return (
    <>
      <p className="max-h-72 overflow-y-auto rounded-lg bg-sunken p-3 break-words whitespace-pre-line">{text}</p>
      <p className="text-[13px] text-muted">About {spokenDuration(seconds)} to say</p>
      {missing.length > 0 ? (
        <p role="status" className="text-[13px] text-danger-text">
          Without a value: {missing.join(', ')}. A call would be refused.
        </p>
      ) : null}
      {problems.length > 0 ? (
        <ul aria-label="Problems" className="grid list-disc gap-1 pl-5 text-[13px] text-danger-text">
          {problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      ) : null}
      <details>
        <summary className="min-h-6 text-[13px] text-muted">TwiML</summary>
        <pre className="max-h-72 overflow-auto rounded-lg bg-sunken p-3 text-xs break-words whitespace-pre-wrap">
          {twiml}
        </pre>
      </details>
    </>
  );
}
