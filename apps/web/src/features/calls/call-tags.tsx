import { X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';

const mostTags = 20;

interface CallTagsProps {
  tags: readonly string[];
  disabled: boolean;
  onChange: (tags: string[], sentence: string) => void;
}

/** The tags of a call: Enter adds one, each can be removed. */
export function CallTags({ tags, disabled, onChange }: CallTagsProps) {
  const [text, setText] = useState('');
  const add = () => {
    const tag = text.trim();
    setText('');
    if (tag !== '' && !tags.includes(tag)) onChange([...tags, tag], `Tagged ${tag}`);
  };
  const full = tags.length >= mostTags;
  return (
    <div className="grid gap-2">
      {tags.length > 0 ? (
        <ul aria-label="Tags" className="flex flex-wrap gap-1.5">
          {tags.map((tag) => (
            <li key={tag} className="max-w-full">
              <Button
                size="small"
                className="max-w-full rounded-full bg-accent-soft"
                aria-label={`Remove tag ${tag}`}
                disabled={disabled}
                onClick={() =>
                  onChange(
                    tags.filter((other) => other !== tag),
                    `No longer tagged ${tag}`,
                  )
                }
              >
                <span className="truncate">{tag}</span> <X size={14} aria-hidden className="shrink-0" />
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      <form
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <div className="min-w-0 flex-1">
          <TextField
            label="Add a tag"
            maxLength={50}
            value={text}
            disabled={disabled || full}
            hint={full ? `${mostTags} tags are the most.` : undefined}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        <Button type="submit" className="h-9" disabled={disabled || text.trim() === ''}>
          Add
        </Button>
      </form>
    </div>
  );
}
