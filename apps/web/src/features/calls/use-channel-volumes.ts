import { useRef, useState } from 'react';

/** The volume of each channel, 0 to 1; the sound goes through Web Audio only once somebody has turned one down. */
export function useChannelVolumes(audio: HTMLAudioElement | null, channels: number) {
  const [volumes, setVolumes] = useState(() => Array.from({ length: channels }, () => 1));
  const gains = useRef<GainNode[]>(undefined);
  const setVolume = (channel: number, volume: number) => {
    if (!audio) return;
    if (channels === 1) audio.volume = volume;
    else {
      // An element can be led into Web Audio only once, and stays there.
      gains.current ??= splitInto(audio, channels);
      const gain = gains.current[channel];
      if (gain) gain.gain.value = volume;
    }
    setVolumes((before) => before.map((each, at) => (at === channel ? volume : each)));
  };
  return { volumes, setVolume };
}

/** Each channel has a volume of its own and is heard on both ears. */
function splitInto(audio: HTMLAudioElement, channels: number): GainNode[] {
  const context = new AudioContext();
  const splitter = context.createChannelSplitter(channels);
  context.createMediaElementSource(audio).connect(splitter);
  return Array.from({ length: channels }, (_, channel) => {
    const gain = context.createGain();
    gain.channelCount = 1;
    splitter.connect(gain, channel);
    gain.connect(context.destination);
    return gain;
  });
}
