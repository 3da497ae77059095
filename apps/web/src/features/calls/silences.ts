export interface Silence {
  from: number;
  to: number;
}

/** Below this share of the loudest a telephone line carries no words. */
const quiet = 0.03;
const shortestSeconds = 1.2;
/** Left at both ends, so that no word loses its first sound. */
const marginSeconds = 0.2;

/** The stretches in which nobody says anything on any channel, out of the peaks. */
export function silencesOf(peaks: readonly (readonly number[])[], durationSeconds: number): Silence[] {
  const steps = peaks[0]?.length ?? 0;
  if (steps === 0 || durationSeconds <= 0) return [];
  const loudest = peaks.flat().reduce((most, peak) => Math.max(most, Math.abs(peak)), 0);
  const isQuiet = (step: number) => peaks.every((channel) => Math.abs(channel[step] ?? 0) <= loudest * quiet);
  const secondsAt = (step: number) => (step / steps) * durationSeconds;
  const silences: Silence[] = [];
  let start: number | undefined;
  for (let step = 0; step <= steps; step += 1) {
    if (step < steps && isQuiet(step)) {
      start ??= step;
      continue;
    }
    if (start === undefined) continue;
    const [from, to] = [secondsAt(start), secondsAt(step)];
    if (to - from >= shortestSeconds) silences.push({ from: from + marginSeconds, to: to - marginSeconds });
    start = undefined;
  }
  return silences;
}

/** Where to go on from `position`: the end of the silence that it is in, or undefined where somebody speaks. */
export function endOfSilence(silences: readonly Silence[], position: number): number | undefined {
  return silences.find(({ from, to }) => position >= from && position < to)?.to;
}
