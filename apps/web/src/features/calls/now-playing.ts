import { me } from '@offhook/contract';
import { useSyncExternalStore } from 'react';
import { api } from '../../app/api.ts';

/** What sounds in the list now. */
export interface NowPlaying {
  recordingId: string;
  url: string;
  playing: boolean;
  position: number;
  speed: number;
  failed: boolean;
}

export const miniSpeeds: readonly number[] = [1, 1.5, 2];

const watchers = new Set<() => void>();
let now: NowPlaying | undefined;
let audio: HTMLAudioElement | undefined;
let mayRenew = true;

/** The state of a recording that plays or pauses; there is one for the whole page, so starting it ends any other. */
export function useNowPlaying(recordingId: string): NowPlaying | undefined {
  return useSyncExternalStore(watch, () => (now?.recordingId === recordingId ? now : undefined));
}

export function toggleRecording({ id, url }: { id: string; url: string }): void {
  const element = theAudio();
  if (now?.recordingId === id && !now.failed) {
    if (element.paused) play(element);
    else element.pause();
    return;
  }
  mayRenew = true;
  become({ recordingId: id, url, playing: true, position: 0, speed: now?.speed ?? 1, failed: false });
  element.src = url;
  play(element);
}

export function seekRecording(seconds: number): void {
  theAudio().currentTime = seconds;
  change({ position: seconds });
}

export function nextSpeed(): void {
  const at = miniSpeeds.indexOf(now?.speed ?? 1);
  change({ speed: miniSpeeds[(at + 1) % miniSpeeds.length] ?? 1 });
  theAudio().playbackRate = now?.speed ?? 1;
}

export function silence(): void {
  audio?.pause();
  become(undefined);
}

function play(element: HTMLAudioElement): void {
  element.playbackRate = now?.speed ?? 1;
  // A rejected play() also raises the element's error event, which is shown.
  element.play().catch(() => {});
}

function theAudio(): HTMLAudioElement {
  if (audio) return audio;
  const element = new Audio();
  audio = element;
  element.addEventListener('timeupdate', () => change({ position: element.currentTime }));
  element.addEventListener('play', () => change({ playing: true }));
  element.addEventListener('pause', () => change({ playing: false }));
  element.addEventListener('ended', () => change({ playing: false }));
  element.addEventListener('error', () => void failed(element));
  return element;
}

// An audio element cannot renew a session that ran out; any request of the client does.
async function failed(element: HTMLAudioElement): Promise<void> {
  const before = now;
  if (before && mayRenew) {
    mayRenew = false;
    await api(me, {}).catch(() => {});
    if (now?.recordingId !== before.recordingId) return;
    element.src = before.url;
    element.currentTime = before.position;
    return play(element);
  }
  change({ failed: true, playing: false });
}

function change(part: Partial<NowPlaying>): void {
  if (now) become({ ...now, ...part });
}

function become(next: NowPlaying | undefined): void {
  now = next;
  for (const tell of watchers) tell();
}

function watch(tell: () => void): () => void {
  watchers.add(tell);
  return () => watchers.delete(tell);
}
