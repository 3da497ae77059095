import { Upload } from 'lucide-react';
import { type DragEvent, useId, useRef, useState } from 'react';
import { byteSize } from '../../app/formats.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { acceptedAudio, fileProblem } from './audio-file.ts';

/** A place to drop an audio file on, and a button for everybody else. */
export function AudioFileField(props: {
  file: File | undefined;
  error: string | undefined;
  /** How long it may be, in words. */
  most?: string;
  onChoose: (file: File) => void;
}) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const { file, most = '10 minutes', onChoose } = props;
  const error = props.error ?? (file && fileProblem(file));
  const choose = (chosen: File | undefined) => chosen && onChoose(chosen);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    choose(event.dataTransfer.files[0]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: files are dropped here; the button inside is for everybody.
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={classNames(
        'grid justify-items-center gap-2 rounded-lg border border-dashed border-input p-5 text-center',
        over && 'bg-selected',
      )}
    >
      <Button onClick={() => input.current?.click()} aria-describedby={`${id}-file`}>
        <Upload size={14} aria-hidden /> {file ? 'Choose another file' : 'Choose a file'}
      </Button>
      <input
        ref={input}
        type="file"
        aria-label="File to upload"
        tabIndex={-1}
        accept={acceptedAudio}
        className="sr-only"
        onChange={(event) => choose(event.target.files?.[0])}
      />
      <p id={`${id}-file`} className="max-w-full text-[13px] break-words text-muted">
        {file ? `${file.name}, ${byteSize(file.size)}` : `or drop it here. WAV, MP3, M4A or Ogg, at most ${most}`}
      </p>
      {error ? (
        <p role="alert" className="text-[13px] text-danger-text">
          {error}
        </p>
      ) : null}
    </div>
  );
}
