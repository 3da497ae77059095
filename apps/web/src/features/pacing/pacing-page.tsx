import { useState } from 'react';
import { Page } from '../../app/page.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { PacingChart } from './pacing-chart.tsx';
import { PacingControls } from './pacing-controls.tsx';
import { type PacingResults, type PacingSettings, pacingModes, usualSettings } from './pacing-results.ts';
import { PacingTable } from './pacing-table.tsx';
import { modeMeanings, modeNames, verdictOf } from './pacing-words.ts';
import { usePacingResults } from './use-pacing-results.ts';

/** What each pacing mode would do with a team, before it does it to people. Nothing is called, nothing is stored. */
export function PacingPage() {
  const [settings, setSettings] = useState<PacingSettings>(usualSettings);
  const { known, isPlaying, failed } = usePacingResults(settings);
  const change = (part: Partial<PacingSettings>) => setSettings((before) => ({ ...before, ...part }));
  return (
    <Page title="Pacing simulator">
      <p className="max-w-3xl text-muted">
        How busy would people be, and how many of those who answer would find nobody? Simulated days of eight hours say
        so before a campaign runs. Nobody is called.
      </p>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[20rem_minmax(0,1fr)]">
        <PacingControls settings={settings} onChange={change} />
        {failed ? (
          <p role="alert" className="card p-4">
            The simulator could not be started in this browser. Reload the page to try again.
          </p>
        ) : (
          <Results known={known} isPlaying={isPlaying} />
        )}
      </div>
    </Page>
  );
}

function Results({ known, isPlaying }: { known: PacingResults | undefined; isPlaying: boolean }) {
  return (
    <section
      aria-labelledby="pacing-results"
      aria-busy={isPlaying}
      className="card grid grid-cols-[minmax(0,1fr)] gap-5 p-4"
    >
      <h2 id="pacing-results" className="text-base leading-6 font-semibold">
        What would happen
      </h2>
      {known ? (
        <>
          <div role="status" className="grid min-h-32 sm:min-h-24 content-start gap-1">
            {verdictOf(known.results).map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
          </div>
          <PacingTable results={known.results} />
          <PacingChart results={known.results} />
          <Meanings days={known.days} />
        </>
      ) : (
        <Skeleton rows={8} rowHeight={44} label="Playing the days" />
      )}
    </section>
  );
}

function Meanings({ days }: { days: number }) {
  return (
    <div className="grid gap-2 border-t pt-4 text-[13px] text-muted">
      {pacingModes.map((mode) => (
        <p key={mode}>
          <strong className="font-semibold text-fg">{modeNames[mode]}.</strong> {modeMeanings[mode]}
        </p>
      ))}
      <p>
        The average of {days === 1 ? 'one day' : `${days} days`}. People answer after about 10 seconds, calls ring for
        25 seconds, and whoever answers waits 2 seconds for somebody. Predictive begins each day without experience, as
        progressive.
      </p>
    </div>
  );
}
