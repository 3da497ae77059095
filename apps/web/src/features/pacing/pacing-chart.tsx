import type { ModeResult, PacingMode } from './pacing-results.ts';
import { modeNames, percentOf } from './pacing-words.ts';

// Told apart by their dashes too, not by colour alone.
const looks: Record<PacingMode, { colour: string; dashes?: string }> = {
  progressive: { colour: 'var(--muted)', dashes: '2 4' },
  power: { colour: 'var(--st-warn-solid)', dashes: '8 4' },
  predictive: { colour: 'var(--accent)' },
};
const width = 640;
const height = 160;

/** How busy people are in the course of the day, a line for each mode; its figures are those of the table. */
export function PacingChart({ results }: { results: readonly ModeResult[] }) {
  const averages = results.map(({ mode, busy }) => `${modeNames[mode]} ${percentOf(busy)}`).join(', ');
  return (
    <figure className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <figcaption className="flex flex-wrap items-center gap-x-4 gap-y-1 text-[13px]">
        <span className="font-medium">Busy in the course of the day</span>
        {results.map(({ mode }) => (
          <span key={mode} className="inline-flex items-center gap-1.5 text-muted">
            <svg width="28" height="8" aria-hidden>
              <title>{modeNames[mode]}</title>
              <line x1="0" x2="28" y1="4" y2="4" {...strokeOf(mode)} />
            </svg>
            {modeNames[mode]}
          </span>
        ))}
      </figcaption>
      <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2">
        <div
          aria-hidden
          className="tabular flex h-40 flex-col justify-between text-right text-[11px] leading-3 text-muted"
        >
          <span>100%</span>
          <span>50%</span>
          <span>0%</span>
        </div>
        <svg
          role="img"
          aria-label={`Busy on average: ${averages}`}
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
          className="h-40 w-full"
        >
          <title>{`Busy on average: ${averages}`}</title>
          {[0, height / 2, height].map((y) => (
            <line key={y} x1="0" x2={width} y1={y} y2={y} stroke="var(--border)" vectorEffect="non-scaling-stroke" />
          ))}
          {results.map(({ mode, quarters }) => (
            <polyline key={mode} fill="none" points={pointsOf(quarters)} {...strokeOf(mode)} />
          ))}
        </svg>
        <span />
        <div aria-hidden className="flex justify-between text-[11px] leading-5 text-muted">
          <span>Start</span>
          <span>4 hours</span>
          <span>8 hours</span>
        </div>
      </div>
    </figure>
  );
}

function strokeOf(mode: PacingMode) {
  const { colour, dashes } = looks[mode];
  return { stroke: colour, strokeWidth: 2, strokeDasharray: dashes, vectorEffect: 'non-scaling-stroke' as const };
}

function pointsOf(quarters: readonly number[]): string {
  const step = width / Math.max(1, quarters.length - 1);
  return quarters.map((busy, index) => `${(index * step).toFixed(1)},${(height * (1 - busy)).toFixed(1)}`).join(' ');
}
