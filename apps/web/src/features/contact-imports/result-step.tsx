import { type ContactImport, cancelContactImport, undoContactImport } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { api } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { buttonLook } from '../../ui/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { RowProblem } from '../../ui/row-problem.tsx';
import { AbsoluteTime } from '../../ui/time.tsx';
import { contactKeys } from '../contacts/queries.ts';
import { CampaignNote } from './campaign-note.tsx';
import { Figure } from './check-summary.tsx';
import type { StepProps } from './import-page.tsx';
import { ProgressOfImport } from './import-progress.tsx';
import { isUnderWay } from './import-steps.ts';
import { figure } from './import-words.ts';
import { DownloadProblems } from './problem-rows.tsx';
import { applyImport, importKeys } from './queries.ts';

/** What the import does and did: running, and then created, updated, skipped and failed apart. */
export function ResultStep({ of }: StepProps) {
  const client = useQueryClient();
  const { state, result, undone } = of;
  useEffect(() => {
    // What was written meanwhile is on other pages, too.
    if (isUnderWay(state)) return;
    void client.invalidateQueries({ queryKey: contactKeys.all });
    void client.invalidateQueries({ queryKey: importKeys.list });
  }, [client, state]);
  return (
    <div className="grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-4">
      <section aria-label="Result" className="grid grid-cols-[minmax(0,1fr)] gap-3">
        {isUnderWay(state) ? (
          <div className="card grid gap-2 p-4">
            <ProgressOfImport
              of={of}
              title={state === 'undoing' ? 'The import is being undone' : 'Contacts are being written'}
            />
          </div>
        ) : null}
        <p role="status" className="text-base font-medium">
          {sentences[state] ?? ''}
        </p>
        {of.failure ? <p className="card st-danger p-3">{of.failure}</p> : null}
        {result ? <ResultFigures result={result} stands={undone === null} /> : null}
        {undone ? (
          <p>
            Undone: {figure(undone.removed)} removed, {figure(undone.restored)} restored as they were.{' '}
            {undone.kept > 0 ? `${figure(undone.kept)} were changed or used since and are left as they are.` : ''}
          </p>
        ) : null}
        {of.settings.campaign_id && result ? <CampaignNote campaignId={of.settings.campaign_id} /> : null}
      </section>
      <ResultActions of={of} />
      <p className="text-[13px] text-muted">
        The file {undone ? 'is' : 'and the way back are'} kept until{' '}
        <AbsoluteTime at={of.forgets_at} precision="full" />.{undone ? '' : ' The contacts stay.'}
      </p>
    </div>
  );
}

const sentences: Partial<Record<ContactImport['state'], string>> = {
  done: 'The import is done.',
  cancelled: 'The import was cancelled. What was written until then stays, and can be undone.',
  undone: 'The import was undone.',
  failed: 'The import has failed.',
};

function ResultFigures(props: { result: NonNullable<ContactImport['result']>; stands: boolean }) {
  const { created, updated, skipped, failed, with_number, notes } = props.result;
  return (
    <>
      <dl className="grid grid-cols-2 gap-2 md:grid-cols-4">
        <Figure name="Created" value={created} />
        <Figure name="Updated" value={updated} />
        <Figure name="Skipped" value={skipped} />
        <Figure name="Failed" value={failed} isBad={failed > 0} />
      </dl>
      {props.stands ? (
        <p className="text-[13px] text-muted">
          {figure(with_number)} of {figure(created + updated)} created or updated contacts have a phone number now.
        </p>
      ) : null}
      {notes.map((note) => (
        <p key={note} className="text-[13px]">
          {note}
        </p>
      ))}
    </>
  );
}

function ResultActions({ of }: { of: ContactImport }) {
  const client = useQueryClient();
  const { state, result } = of;
  const request = { params: { import_id: of.id } };
  const cancel = useMutation({
    mutationFn: () => api(cancelContactImport, request),
    onSuccess: (answer) => applyImport(client, answer),
  });
  const undo = useMutation({
    mutationFn: () => api(undoContactImport, request),
    onSuccess: (answer) => applyImport(client, answer),
  });
  const error = cancel.error ?? undo.error;
  const isOver = !isUnderWay(state);
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center gap-2">
        {state === 'running' ? (
          <ConfirmButton
            question="Cancel the import?"
            consequence="What was written until now stays, and can be undone."
            action="Cancel the import"
            disabled={cancel.isPending}
            onConfirm={() => cancel.mutate()}
          >
            Cancel
          </ConfirmButton>
        ) : null}
        {isOver && state !== 'undone' && (result?.created ?? 0) > 0 ? (
          <Link to="/contacts" search={{ import: of.id }} className={buttonLook({ look: 'primary' })}>
            See the contacts
          </Link>
        ) : null}
        {isOver && (result?.failed ?? 0) > 0 ? <DownloadProblems importId={of.id} /> : null}
        {of.can_undo ? (
          <ConfirmButton
            question="Undo this import?"
            consequence="Contacts that it created are removed, those that it changed become what they were. Whoever was changed or called since stays as they are."
            action="Undo the import"
            disabled={undo.isPending}
            onConfirm={() => undo.mutate()}
          >
            Undo
          </ConfirmButton>
        ) : null}
        {isOver ? (
          <Link to="/contacts/import" className={buttonLook()}>
            Import more
          </Link>
        ) : null}
      </div>
      <RowProblem problem={error ? sentenceOf(error) : undefined} />
    </div>
  );
}
