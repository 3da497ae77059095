import { importLimits } from '@offhook/contract';
import { Upload } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { byteSize } from '../../app/formats.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';

/** A place to drop a file on, and a button for everybody else. */
export function FileDrop({ busy, onChoose }: { busy: boolean; onChoose: (file: File) => void }) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [tooLarge, setTooLarge] = useState<File>();
  const choose = (file: File | undefined) => {
    if (!file || busy) return;
    const fits = file.size <= importLimits.fileBytes;
    setTooLarge(fits ? undefined : file);
    if (fits) onChoose(file);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: files are dropped here; the button inside is for everybody.
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        choose(event.dataTransfer.files[0]);
      }}
      className={classNames(
        'grid justify-items-center gap-3 rounded-lg border border-dashed border-input px-4 py-10 text-center',
        over && 'bg-selected',
      )}
    >
      <Button look="primary" disabled={busy} onClick={() => input.current?.click()} aria-describedby={`${id}-file`}>
        <Upload size={14} aria-hidden /> Choose a file
      </Button>
      <input
        ref={input}
        type="file"
        aria-label="File to import"
        tabIndex={-1}
        accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values"
        className="sr-only"
        onChange={(event) => {
          choose(event.target.files?.[0]);
          // The same file, mended, can be chosen again.
          event.target.value = '';
        }}
      />
      <p id={`${id}-file`} className="max-w-md text-[13px] text-muted">
        or drop it here. CSV or text, at most {importLimits.fileBytes / 2 ** 20} MB. From Excel or Sheets: save as CSV
        first. Nothing is imported before you have seen the rows.
      </p>
      {tooLarge ? (
        <p role="alert" className="text-[13px] break-words text-danger-text">
          {tooLarge.name} has {byteSize(tooLarge.size)}: too much for one import. Split it.
        </p>
      ) : null}
    </div>
  );
}
