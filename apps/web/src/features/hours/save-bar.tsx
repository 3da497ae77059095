import { useState } from 'react';
import { Button } from '../../ui/button.tsx';

interface Editing {
  isChanged: boolean;
  isChecked: boolean;
  save: { isPending: boolean };
  discard: () => void;
}

/** Saves a form or throws the changes away, and says which of both there is to do. */
export function SaveBar(props: { isNew: boolean; what: string; editing: Editing; problems: number }) {
  const { isChanged, isChecked, save, discard } = props.editing;
  const [isAsked, setAsked] = useState(false);
  const nothingToSave = !isChanged && !props.isNew;
  const wrong = isChecked && props.problems > 0;
  return (
    <div className="flex flex-wrap items-center gap-2 border-t pt-4">
      <Button
        type="submit"
        look="primary"
        aria-disabled={save.isPending || nothingToSave}
        onClick={(event) => {
          setAsked(nothingToSave);
          if (nothingToSave) event.preventDefault();
        }}
      >
        {save.isPending ? 'Saving…' : props.isNew ? `Create ${props.what}` : `Save ${props.what}`}
      </Button>
      {isChanged && !props.isNew ? (
        <Button look="ghost" onClick={discard}>
          Discard changes
        </Button>
      ) : null}
      <span role="status" className="text-[13px] text-muted">
        {[
          isChanged ? 'Not saved yet' : '',
          wrong ? rowsInWords(props.problems) : '',
          isAsked && !isChanged ? 'Nothing has changed' : '',
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </div>
  );
}

function rowsInWords(problems: number): string {
  return problems === 1 ? 'One row is not complete' : `${problems} rows are not complete`;
}
