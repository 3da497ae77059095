import {
  type CallPurpose,
  type CallVoice,
  callPurposes,
  callVoices,
  checkCall,
  type RouteResponse,
} from '@offhook/contract';
import { useMutation } from '@tanstack/react-query';
import { Ban, Check } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { fieldOf, sentenceOf } from '../../app/failures.ts';
import { formatNumber } from '../../app/phone.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { AbsoluteTime } from '../../ui/time.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';
import { GateReasons } from './gate-reasons.tsx';
import { lineTypeWords, purposeWords, voiceWords } from './rule-words.ts';

/** "May I call this number?": the decision that a call would get now. */
export function MayICall() {
  const [to, setTo] = useState('');
  const [purpose, setPurpose] = useState<CallPurpose>('telemarketing');
  const [voice, setVoice] = useState<CallVoice>('live');
  const check = useMutation({ mutationFn: () => api(checkCall, { body: { to, purpose, voice } }) });
  const problem = check.error ? sentenceOf(check.error) : undefined;
  const isOfNumber = fieldOf(check.error) === 'to';
  return (
    <section aria-labelledby="may-i-call" className="card grid gap-4 p-4">
      <h2 id="may-i-call" className="text-base leading-6 font-semibold">
        May I call this number?
      </h2>
      <form
        aria-label="May I call this number?"
        className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_minmax(0,1fr)_auto]"
        onSubmit={(event) => {
          event.preventDefault();
          if (!check.isPending) check.mutate();
        }}
      >
        <TextField
          label="Phone number"
          type="tel"
          required
          maxLength={40}
          value={to}
          error={isOfNumber ? problem : undefined}
          onChange={(event) => {
            setTo(event.target.value);
            check.reset();
          }}
        />
        <SelectField
          label="Why you call"
          value={purpose}
          onChange={(event) => {
            // The options are these purposes and no other.
            setPurpose(event.target.value as CallPurpose);
            check.reset();
          }}
        >
          {callPurposes.map((each) => (
            <option key={each} value={each}>
              {purposeWords[each]}
            </option>
          ))}
        </SelectField>
        <SelectField
          label="Who speaks"
          value={voice}
          onChange={(event) => {
            // The options are these voices and no other.
            setVoice(event.target.value as CallVoice);
            check.reset();
          }}
        >
          {callVoices.map((each) => (
            <option key={each} value={each}>
              {voiceWords[each]}
            </option>
          ))}
        </SelectField>
        <Button type="submit" look="primary" className="h-9 sm:mt-6" aria-disabled={check.isPending}>
          {check.isPending ? 'Checking…' : 'Check'}
        </Button>
      </form>
      {problem && !isOfNumber ? (
        <p role="alert" className="text-[13px] text-danger-text">
          {problem}
        </p>
      ) : null}
      <div role="status">{check.data ? <Answer answer={check.data} /> : null}</div>
    </section>
  );
}

function Answer({ answer }: { answer: RouteResponse<typeof checkCall> }) {
  const { country } = useWorkspace();
  const { facts } = answer;
  return (
    <div className="grid gap-4 border-t pt-4 md:grid-cols-2">
      <div className="grid content-start gap-3">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          <Badge tone={answer.allowed ? 'live' : 'danger'}>
            {answer.allowed ? <Check size={14} aria-hidden /> : <Ban size={14} aria-hidden />}
            {answer.allowed ? 'Yes' : 'No'}
          </Badge>
          <span className="tabular">{formatNumber(facts.phone_number, country)}</span>
          {answer.allowed ? 'may be called now.' : 'may not be called now.'}
        </p>
        {answer.reasons.length > 0 ? <GateReasons reasons={answer.reasons} /> : null}
        {answer.closes_at ? (
          <p className="text-muted">
            Until <AbsoluteTime at={answer.closes_at} />.
          </p>
        ) : null}
        {facts.notes.map((note) => (
          <p key={note} className="text-[13px] text-muted">
            {note}
          </p>
        ))}
      </div>
      <Known facts={facts} rules={answer.rules} />
    </div>
  );
}

function Known({ facts, rules }: { facts: RouteResponse<typeof checkCall>['facts']; rules: readonly string[] }) {
  const rows: [string, string][] = [
    ['Where', facts.places.map(({ name }) => name).join(', ') || 'Nobody can tell'],
    ['Kind', lineTypeWords[facts.number_type]],
    ['Local time', facts.clocks.map((each) => `${each.local_time} (${each.time_zone})`).join('; ') || 'Unknown'],
    ['Do not call', facts.do_not_call ? `On the list "${facts.do_not_call}"` : 'On no list'],
    ['Consents', facts.consents.join('; ') || 'None on record'],
    ['Calls before', `${facts.attempts.last_day} in 24 hours, ${facts.attempts.last_30_days} in 30 days`],
    ['A minute costs about', facts.price_per_minute ? `$${facts.price_per_minute}` : 'Unknown'],
    ['Rules asked', rules.join(', ') || 'None'],
  ];
  return (
    <dl className="grid content-start gap-x-4 gap-y-1 text-[13px] sm:grid-cols-[max-content_minmax(0,1fr)]">
      {rows.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd className="mb-1 break-words sm:mb-0">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
