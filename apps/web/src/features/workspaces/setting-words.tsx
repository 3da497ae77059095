import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { useId, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { SavedForm } from './setting-fields.tsx';
import type { SettingEditor } from './setting-list.tsx';
import { moved, wordProblem } from './word-list.ts';

interface WordsProps extends SettingEditor<string[]> {
  shape: { mostWords: number; longest: number };
}

/** A list of words in an order of its own: added, moved and removed without a pointer. */
export function SettingWords(props: WordsProps) {
  const id = useId();
  const { label, help, value, readOnly, error, shape } = props;
  const [words, setWords] = useState(value);
  const isChanged = words.join('\n') !== value.join('\n');
  return (
    <SavedForm {...props} isChanged={isChanged} onSubmit={() => props.onSave(words)}>
      <fieldset aria-describedby={`${id}-help`} className="grid grid-cols-[minmax(0,1fr)] gap-2">
        <legend className="pb-1 text-[13px] font-medium">{label}</legend>
        <p id={`${id}-help`} className="text-xs text-muted">
          {help}
        </p>
        <ol aria-label={label} className="divide-y rounded-lg border">
          {words.map((word, index) => (
            <li key={word} className="flex min-h-9 items-center gap-1 pr-1 pl-3">
              <span className="tabular w-6 text-xs text-muted">{index + 1}</span>
              <span className="min-w-0 flex-1 break-words">{word}</span>
              {readOnly ? null : (
                <WordButtons
                  word={word}
                  isFirst={index === 0}
                  isLast={index === words.length - 1}
                  onMove={(by) => setWords(moved(words, index, by))}
                  onRemove={words.length > 1 ? () => setWords(words.toSpliced(index, 1)) : undefined}
                />
              )}
            </li>
          ))}
        </ol>
        {error ? (
          <p role="alert" className="text-[13px] text-danger-text">
            {error}
          </p>
        ) : null}
        {readOnly || words.length >= shape.mostWords ? null : (
          <NewWord
            label={label}
            longest={shape.longest}
            problemOf={(word) => wordProblem(word, words)}
            onAdd={(word) => setWords([...words, word])}
          />
        )}
      </fieldset>
    </SavedForm>
  );
}

function WordButtons(props: {
  word: string;
  isFirst: boolean;
  isLast: boolean;
  onMove: (by: 1 | -1) => void;
  onRemove: (() => void) | undefined;
}) {
  const { word, isFirst, isLast, onMove, onRemove } = props;
  return (
    <>
      <IconButton
        name={`Move ${word} up`}
        icon={<ArrowUp size={14} aria-hidden />}
        aria-disabled={isFirst}
        onClick={() => isFirst || onMove(-1)}
      />
      <IconButton
        name={`Move ${word} down`}
        icon={<ArrowDown size={14} aria-hidden />}
        aria-disabled={isLast}
        onClick={() => isLast || onMove(1)}
      />
      <IconButton
        name={`Remove ${word}`}
        icon={<X size={14} aria-hidden />}
        disabled={onRemove === undefined}
        onClick={onRemove}
      />
    </>
  );
}

function NewWord(props: {
  label: string;
  longest: number;
  problemOf: (word: string) => string | undefined;
  onAdd: (word: string) => void;
}) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const add = () => {
    const found = props.problemOf(text.trim());
    setProblem(found);
    if (found) return;
    props.onAdd(text.trim());
    setText('');
  };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-2">
      <TextField
        label={`Add to ${props.label.toLowerCase()}`}
        maxLength={props.longest}
        value={text}
        error={problem}
        onChange={(event) => {
          setText(event.target.value);
          setProblem(undefined);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          // Enter here adds the word; it does not save the list.
          event.preventDefault();
          add();
        }}
      />
      <Button className="mt-6 h-9" onClick={add}>
        Add
      </Button>
    </div>
  );
}
