import { Volume2 } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useEffect, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Switch } from '../../ui/switch.tsx';
import { useChannelVolumes } from './use-channel-volumes.ts';

const speeds = [0.75, 1, 1.25, 1.5, 1.75, 2];

interface PlayerSettingsProps {
  audio: HTMLAudioElement | null;
  channels: number;
  channelNames: readonly string[];
  skipping: boolean;
  onSkipping: (on: boolean) => void;
}

/** How it is heard: speed, without silence, each channel louder or softer. */
export function PlayerSettings({ audio, channels, channelNames, skipping, onSkipping }: PlayerSettingsProps) {
  const [speed, setSpeed] = useState(1);
  const { volumes, setVolume } = useChannelVolumes(audio, channels);
  useEffect(() => {
    if (audio) audio.playbackRate = speed;
  }, [audio, speed]);
  return (
    <span className="ml-auto flex flex-wrap items-center gap-2">
      <Switch label="Skip silence" checked={skipping} onChange={onSkipping} />
      <select
        aria-label="Speed"
        value={speed}
        onChange={(event) => setSpeed(Number(event.target.value))}
        className="h-8 rounded-lg border border-input bg-surface px-1"
      >
        {speeds.map((each) => (
          <option key={each} value={each}>
            {each}×
          </option>
        ))}
      </select>
      <Popover.Root>
        <Popover.Trigger asChild>
          <Button>
            <Volume2 size={14} aria-hidden /> Volume
          </Button>
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content
            align="end"
            sideOffset={6}
            collisionPadding={8}
            aria-label="Volume"
            className="card z-30 grid w-64 gap-3 p-4 shadow-lg"
          >
            {volumes.map((volume, channel) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: channels have no other name than their place.
              <label key={channel} className="grid gap-1 text-[13px] font-medium">
                {channelNames[channel] ?? 'Volume'}
                <input
                  type="range"
                  min={0}
                  max={1}
                  step={0.05}
                  value={volume}
                  aria-valuetext={`${Math.round(volume * 100)} percent`}
                  onChange={(event) => setVolume(channel, event.target.valueAsNumber)}
                  className="h-6 w-full accent-[var(--accent-text)]"
                />
              </label>
            ))}
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
    </span>
  );
}
