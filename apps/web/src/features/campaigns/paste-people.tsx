import { useState } from 'react';
import { sentenceOf } from '../../app/failures.ts';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/field.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';
import { peopleInWords } from './campaign-words.ts';
import { mostPeople, readPeople } from './pasted-people.ts';
import { addedInWords, useAddProspects } from './use-add-prospects.ts';

/** Adds people who may not be contacts yet, one a line; lines that cannot be read stay in the field. */
export function PastePeople({ campaignId }: { campaignId: string }) {
  const { country } = useWorkspace();
  const [text, setText] = useState('');
  const add = useAddProspects(campaignId);
  const { people, problems } = readPeople(text, country);
  const isTooMany = people.length > mostPeople;
  const send = () =>
    add.mutate({ people }, { onSuccess: () => setText(problems.map((problem) => problem.text).join('\n')) });
  return (
    <section aria-labelledby="pasted" className="card grid gap-3 p-4">
      <h3 id="pasted" className="font-semibold">
        Paste people
      </h3>
      <TextArea
        label="One a line: a number, with a name and an e-mail address if you like"
        hint={`Numbers without + are read as numbers of ${country}.`}
        rows={4}
        placeholder={'Ada Byron, +1 415 555 0142\n(212) 555-0187'}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          add.reset();
        }}
      />
      {problems.length > 0 ? (
        <ul aria-label="Lines that cannot be read" className="grid gap-0.5 text-[13px] text-danger-text">
          {problems.slice(0, 5).map(({ line, text: words, problem }) => (
            <li key={line} className="break-words">
              Line {line}, “{words.slice(0, 60)}”: {problem}
            </li>
          ))}
          {problems.length > 5 ? <li>and {problems.length - 5} more lines</li> : null}
        </ul>
      ) : null}
      <div className="flex flex-wrap items-center gap-3">
        <Button disabled={people.length === 0 || isTooMany || add.isPending} onClick={send}>
          Add {peopleInWords(people.length)}
        </Button>
        <p role="status" className="min-h-5 text-[13px] text-muted">
          {add.data ? addedInWords(add.data) : isTooMany ? 'At most 1,000 lines. Import more as a file.' : ''}
        </p>
      </div>
      {add.error ? (
        <p role="alert" className="text-[13px] text-danger-text">
          {sentenceOf(add.error)}
        </p>
      ) : null}
    </section>
  );
}
