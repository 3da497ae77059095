import { importLimits } from '@offhook/contract';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/field.tsx';
import { figure } from './import-words.ts';

/** Rows that were copied in a spreadsheet; what was typed stays until the server has it. */
export function PasteRows({ busy, onPaste }: { busy: boolean; onPaste: (text: string) => void }) {
  const [text, setText] = useState('');
  const isTooLong = text.length > importLimits.pastedCharacters;
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy && text.trim() !== '' && !isTooLong) onPaste(text);
      }}
    >
      <TextArea
        label="Rows, with the names of the columns first if there are any"
        rows={8}
        spellCheck={false}
        className="font-mono text-[13px] whitespace-pre"
        placeholder={'Name\tPhone\tE-mail\nAda Byron\t(415) 555-0142\tada@example.com'}
        value={text}
        error={
          isTooLong
            ? `At most ${figure(importLimits.pastedCharacters)} characters. Save the rows as a file and upload that.`
            : undefined
        }
        onChange={(event) => setText(event.target.value)}
      />
      <Button
        type="submit"
        look="primary"
        className="justify-self-start"
        disabled={busy || text.trim() === '' || isTooLong}
      >
        Read these rows
      </Button>
    </form>
  );
}
