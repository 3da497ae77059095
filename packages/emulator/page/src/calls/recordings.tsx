import { useEffect, useRef, useState } from 'preact/hooks';
import type { RecordingJson } from '../../../src/control/shapes.ts';
import { sentenceOf } from '../session/api.ts';
import { useSession } from '../session/session.ts';
import { Badge, type Tone } from '../ui/badge.tsx';
import { Problem } from '../ui/field.tsx';
import { Nothing, Panel } from '../ui/panel.tsx';
import { Time } from '../ui/time.tsx';
import { Waveform } from './waveform.tsx';

export function Recordings({ recordings }: { recordings: RecordingJson[] }) {
  return (
    <Panel title="Recordings" aside={<span class="hint">{recordings.length}</span>}>
      {recordings.length === 0 ? <Nothing>Nothing was recorded.</Nothing> : null}
      <ol class="recordings">
        {recordings.map((recording) => (
          <li key={recording.sid}>
            <p class="facts-line">
              <Badge tone={toneOf(recording.status)}>{recording.status}</Badge>
              <Time at={recording.started_at} />
              <span>{recording.source}</span>
              <span>{recording.channels === 2 ? 'dual' : 'mono'}</span>
              {recording.duration_seconds === null ? null : <span>{recording.duration_seconds} s</span>}
            </p>
            <code>{recording.sid}</code>
            {recording.status === 'completed' ? <Player recording={recording} /> : null}
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function Player({ recording }: { recording: RecordingJson }) {
  const { api } = useSession();
  const [bytes, setBytes] = useState<Blob>();
  const [problem, setProblem] = useState<string>();
  const load = () => api.media(recording.path).then(setBytes, (error: unknown) => setProblem(sentenceOf(error)));
  if (bytes) return <Audio bytes={bytes} name={`Recording ${recording.sid}`} />;
  return (
    <>
      <Problem sentence={problem} />
      <button type="button" onClick={() => void load()}>
        Load the audio
      </button>
    </>
  );
}

function Audio({ bytes, name }: { bytes: Blob; name: string }) {
  const [url, setUrl] = useState<string>();
  const player = useRef<HTMLAudioElement>(null);
  useEffect(() => {
    const made = URL.createObjectURL(bytes);
    setUrl(made);
    // The button that was pressed is gone; the focus goes where one goes on.
    player.current?.focus();
    return () => URL.revokeObjectURL(made);
  }, [bytes]);
  return (
    <>
      <Waveform bytes={bytes} />
      {/* biome-ignore lint/a11y/useMediaCaption: nobody has written down what was said. */}
      <audio controls autoplay ref={player} src={url} aria-label={name} />
    </>
  );
}

function toneOf(status: string): Tone {
  if (status === 'completed') return 'neutral';
  return status === 'absent' || status === 'failed' ? 'danger' : 'live';
}
