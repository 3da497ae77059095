import type { OwnNumber } from '@offhook/contract';
import { useMay } from '../../app/session.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { AbsoluteTime, RelativeTime } from '../../ui/time.tsx';
import { Fact } from './number-cards.tsx';
import { Capabilities, Health } from './number-signs.tsx';
import { callsInWords, healthWords, priceInWords, typeWords } from './number-words.ts';

/** What is known of a number and is not edited. */
export function NumberFacts({ number }: { number: OwnNumber }) {
  const mayFix = useMay('manager');
  const { health, health_checked_at: checkedAt, voice_url: voiceUrl } = number;
  return (
    <aside aria-label="About the number" className="card grid gap-4 p-4">
      <div className="grid gap-1.5">
        <Health number={number} mayFix={mayFix} />
        <p className="text-[13px] text-muted">
          {healthWords[health].help}
          {checkedAt ? (
            <>
              {' '}
              Checked <RelativeTime at={checkedAt} />.
            </>
          ) : null}
        </p>
      </div>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5">
        <Fact name="Type">
          {typeWords[number.number_type]}, {number.country_code}
        </Fact>
        <Fact name="Can do">
          <Capabilities of={number.capabilities} />
        </Fact>
        <Fact name="Costs">{priceInWords(number)}</Fact>
        <Fact name="Calls, 30 days">{callsInWords(number)}</Fact>
        <Fact name="Since">
          <AbsoluteTime at={number.bought_at} />
        </Fact>
        <Fact name="Carrier’s id">
          <span className="font-mono text-xs break-all">{number.twilio_sid}</span>
        </Fact>
        <Fact name="Asks at">
          <span className="font-mono text-xs break-all">{voiceUrl ?? 'nowhere'}</span>
        </Fact>
      </dl>
      <CopyButton text={number.phone_number} label="Copy number" className="justify-self-start" />
    </aside>
  );
}
