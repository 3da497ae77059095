import { encodeWav, mix, type Samples } from './audio/index.ts';
import type { RecordingPlan } from './call.ts';
import { tellRecording, tellRecordingEnd } from './callbacks.ts';
import { type Exchange, newSid, noteRecording, spawn } from './exchange.ts';
import { type Line, soundsFrom } from './line.ts';
import type { Recording, RecordingSource } from './recording.ts';
import { outside, type Task } from './task.ts';
import { callOf } from './world.ts';

/** A recording under way. */
export interface OpenRecording {
  sid: string;
  line: Line;
  startedAtMs: number;
  plan: RecordingPlan;
  /** Set once it is being brought to an end. */
  ended?: Promise<Recording>;
}

export function startRecording(
  exchange: Exchange,
  line: Line,
  source: RecordingSource,
  plan: RecordingPlan,
): OpenRecording {
  const sid = newSid(exchange, 'RE');
  const { callSid } = line;
  const { accountSid } = callOf(exchange.world, callSid);
  const recording = noteRecording(exchange, sid, { type: 'started', accountSid, callSid, source, plan });
  const open = { sid, line, startedAtMs: exchange.clock.nowMs(), plan };
  line.recordings.add(open);
  spawn(exchange, tellRecording(exchange, recording));
  return open;
}

/** Keeps what was heard since the start. Resolves when it can be fetched; the application is told in the background. */
export function stopRecording(exchange: Exchange, open: OpenRecording): Task<Recording> {
  open.ended ??= keep(exchange, open, exchange.clock.nowMs());
  return outside(exchange.clock, open.ended);
}

async function keep(exchange: Exchange, open: OpenRecording, endMs: number): Promise<Recording> {
  open.line.recordings.delete(open);
  const heard = channelsOf(open, endMs);
  const channels = open.plan.trim ? trimSilence(heard) : heard;
  const seconds = (channels[0]?.length ?? 0) / 8000;
  await exchange.journal.putMedia(open.sid, encodeWav(channels));
  const durationSeconds = seconds > 0 ? Math.max(1, Math.round(seconds)) : 0;
  const recording = noteRecording(exchange, open.sid, { type: 'completed', durationSeconds });
  spawn(exchange, tellRecordingEnd(exchange, recording));
  return recording;
}

// The first channel is the party of this leg, the second everything that party hears.
function channelsOf({ line, startedAtMs, plan }: OpenRecording, endMs: number): Samples[] {
  const far = soundsFrom(line, line.far, startedAtMs, endMs);
  const near = soundsFrom(line, line.near, startedAtMs, endMs);
  if (plan.track === 'inbound') return [far];
  if (plan.track === 'outbound') return [near];
  return plan.channels === 2 ? [far, near] : [mix(far, near)];
}

const silence = 64;

/** Cuts what is silent in every channel off both ends. Nothing but silence gives nothing. */
export function trimSilence(channels: Samples[]): Samples[] {
  const isLoud = (sample: number) => Math.abs(sample) > silence;
  const firsts = channels.map((channel) => channel.findIndex(isLoud)).filter((at) => at >= 0);
  const start = firsts.length === 0 ? 0 : Math.min(...firsts);
  const end = Math.max(0, ...channels.map((channel) => channel.findLastIndex(isLoud) + 1));
  return channels.map((channel) => channel.subarray(start, Math.max(start, end)));
}

/** Whether anything at all was heard from the far end since `fromMs`. */
export function isFarSilent(line: Line, fromMs: number, toMs: number): boolean {
  return !soundsFrom(line, line.far, fromMs, toMs).some((sample) => Math.abs(sample) > silence);
}
