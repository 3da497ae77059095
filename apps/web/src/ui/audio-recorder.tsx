import { Mic, RotateCcw, Square } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { clockDuration, spokenDuration, wordDuration } from '../app/formats.ts';
import { Button } from './button.tsx';
import { type Recording, recordMicrophone } from './microphone.ts';
import { microphoneSentence } from './microphone-problem.ts';

type State =
  | { kind: 'idle' | 'asking' | 'converting' }
  | { kind: 'recording'; recording: Recording }
  | { kind: 'done'; url: string }
  | { kind: 'failed'; sentence: string };

interface AudioRecorderProps {
  maxSeconds: number;
  /** Hears of the WAV file, and of `undefined` once that is given up for another try. */
  onRecorded: (wav: Blob | undefined) => void;
}

/** Records a sound in the browser, to be heard and repeated before it is used. */
export function AudioRecorder({ maxSeconds, onRecorded }: AudioRecorderProps) {
  const { state, press } = useRecorder(maxSeconds, onRecorded);
  const [Icon, words] = faces[state.kind];
  const busy = state.kind === 'asking' || state.kind === 'converting';
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3 rounded-lg border border-dashed border-input p-4">
      <div className="flex min-h-10 flex-wrap items-center gap-3">
        {/* One button for every state, so that the focus stays where it is. */}
        <Button
          look={state.kind === 'recording' ? 'danger' : 'plain'}
          aria-disabled={busy}
          className="w-36"
          onClick={press}
        >
          <Icon size={14} aria-hidden /> {words}
        </Button>
        {state.kind === 'recording' ? <Running recording={state.recording} maxSeconds={maxSeconds} /> : null}
        {state.kind === 'done' ? (
          // biome-ignore lint/a11y/useMediaCaption: what somebody has just said has no captions.
          <audio
            controls
            controlsList="nodownload noplaybackrate"
            src={state.url}
            aria-label="What you recorded"
            className="h-10 min-w-48 flex-1"
          />
        ) : null}
        {state.kind === 'idle' ? (
          <p className="min-w-0 flex-1 text-[13px] text-muted">
            At most {spokenDuration(maxSeconds)}. You hear it before it is saved.
          </p>
        ) : null}
      </div>
      {state.kind === 'failed' ? (
        <p role="alert" className="text-[13px] text-danger-text">
          {state.sentence}
        </p>
      ) : null}
      <p role="status" className="sr-only">
        {spoken[state.kind]}
      </p>
    </div>
  );
}

const faces = {
  idle: [Mic, 'Record'],
  asking: [Mic, 'Waiting…'],
  recording: [Square, 'Stop'],
  converting: [Square, 'Preparing…'],
  done: [RotateCcw, 'Record again'],
  failed: [RotateCcw, 'Record again'],
} as const;

const spoken: Partial<Record<State['kind'], string>> = {
  asking: 'The browser asks whether it may use the microphone.',
  recording: 'Recording',
  done: 'Recorded',
};

/** The level and the time of a recording that runs. */
function Running({ recording, maxSeconds }: { recording: Recording; maxSeconds: number }) {
  const [{ level, seconds }, setNow] = useState({ level: 0, seconds: 0 });
  useEffect(() => {
    const timer = setInterval(() => setNow({ level: recording.level(), seconds: recording.seconds() }), 80);
    return () => clearInterval(timer);
  }, [recording]);
  return (
    <>
      <meter aria-label="Microphone level" value={level} className="h-3 min-w-24 flex-1" />
      <span role="timer" aria-label={wordDuration(seconds)} className="tabular text-[13px] text-muted">
        <span className="text-danger-text">● REC</span> {clockDuration(seconds)} / {clockDuration(maxSeconds)}
      </span>
    </>
  );
}

function useRecorder(maxSeconds: number, onRecorded: AudioRecorderProps['onRecorded']) {
  const [state, setState] = useState<State>({ kind: 'idle' });
  const running = useRef<Recording>(undefined);
  const shown = useRef(true);
  useEffect(() => {
    shown.current = true;
    return () => {
      shown.current = false;
      running.current?.stop();
    };
  }, []);
  const url = state.kind === 'done' ? state.url : undefined;
  useEffect(() => (url ? () => URL.revokeObjectURL(url) : undefined), [url]);

  const begin = async () => {
    setState({ kind: 'asking' });
    onRecorded(undefined);
    const recording = await recordMicrophone();
    if (!shown.current) return recording.stop();
    running.current = recording;
    setState({ kind: 'recording', recording });
    const limit = setTimeout(() => recording.stop(), maxSeconds * 1000);
    await recording.stopped;
    clearTimeout(limit);
    running.current = undefined;
    if (!shown.current) return;
    setState({ kind: 'converting' });
    const wav = await recording.wav();
    if (!shown.current) return;
    setState({ kind: 'done', url: URL.createObjectURL(wav) });
    onRecorded(wav);
  };
  const press = () => {
    if (state.kind === 'recording') return state.recording.stop();
    if (state.kind === 'asking' || state.kind === 'converting') return;
    begin().catch((error: unknown) => setState({ kind: 'failed', sentence: microphoneSentence(error) }));
  };
  return { state, press };
}
