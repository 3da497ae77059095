import { pacingModes } from '@offhook/contract';
import { useQuery } from '@tanstack/react-query';
import { modeLabels, modeWords } from './campaign-words.ts';
import { FigureField } from './figure-field.tsx';
import { FixedNote } from './fixed-note.tsx';
import { DetectionDelays, SeatsNow, SimulatorLink } from './pace-links.tsx';
import { scheduleQuery } from './queries.ts';
import { RadioCards } from './radio-cards.tsx';
import type { CampaignEditing } from './use-campaign-editing.ts';

/** How fast is dialled, and whether people take the calls. */
export function PaceStep({ editing }: { editing: CampaignEditing }) {
  const { mode, machine_detection } = editing.draft.choices;
  const seats = useQuery(scheduleQuery(editing.campaign.id)).data?.seats;
  return (
    <>
      <FixedNote editing={editing} what="The mode" />
      <section className="card grid gap-4 p-4">
        <RadioCards
          legend="Pace"
          disabled={editing.isFixed('mode')}
          value={mode}
          onChange={(chosen) =>
            // Calls of people in seats go to these, and nowhere else.
            editing.choose(chosen === 'automatic' ? { mode: chosen } : { mode: chosen, connect: null })
          }
          options={pacingModes.map((each) => ({ value: each, title: modeLabels[each], words: modeWords[each] }))}
        />
        {mode === 'automatic' ? null : <SeatsNow seats={seats} />}
        {mode !== 'automatic' && machine_detection === 'wait' ? (
          <DetectionDelays campaignId={editing.campaign.id} />
        ) : null}
        {mode === 'power' ? (
          <FigureField
            editing={editing}
            figure="calls_per_seat"
            label="Calls for each person who is ready"
            hint="1 to 5. With more than one, some who answer find nobody free; they hear who called and can opt out."
          />
        ) : null}
        {mode === 'predictive' ? (
          <p className="text-muted">
            Predictive dialling may abandon calls, up to 3 % in 30 days, so you are asked to look at its simulation
            before you start. <SimulatorLink />
          </p>
        ) : null}
      </section>
    </>
  );
}
