import type { ImportSettings } from '@offhook/contract';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextArea, TextField } from '../../ui/field.tsx';
import { scopeWords } from '../contacts/consent-words.ts';
import type { SettingsProps } from './match-columns.tsx';

type Consent = NonNullable<ImportSettings['consent']>;

const empty = { scope: 'calls', strength: 'express', source: '', proof: '' } as const satisfies Consent;
// Object.keys forgets the literal types that the table has.
const scopes = Object.keys(scopeWords) as Consent['scope'][];

/** What all people of the file agreed to. It is recorded only once it is complete and saved. */
export function MatchConsent({ of, onChange }: SettingsProps) {
  const saved = of.settings.consent;
  const [isOpen, setIsOpen] = useState(saved !== null);
  const [draft, setDraft] = useState<Consent & { proof: string }>({ ...empty, ...saved });
  const set = (part: Partial<Consent>) => setDraft({ ...draft, ...part });
  const toggle = (on: boolean) => {
    setIsOpen(on);
    if (!on && saved) onChange({ consent: null });
  };
  const { source, proof } = draft;
  const missing =
    source.trim() === ''
      ? 'Say where they gave it.'
      : draft.strength === 'express-written' && proof.trim() === ''
        ? 'A written consent needs its words, or a link to them.'
        : undefined;
  const wish = { ...draft, source: source.trim(), proof: proof.trim() };
  const isSaved = JSON.stringify({ ...empty, ...saved }) === JSON.stringify(wish) && saved !== null;
  const save = () => {
    const { proof: words, ...rest } = wish;
    onChange({ consent: { ...rest, ...(words && { proof: words }) } });
  };
  return (
    <section aria-labelledby="file-consent" className="card grid grid-cols-[minmax(0,1fr)] gap-3 p-4">
      <h3 id="file-consent" className="font-semibold">
        Consent
      </h3>
      <label className="flex min-h-6 items-start gap-2">
        <input
          type="checkbox"
          checked={isOpen}
          onChange={(event) => toggle(event.target.checked)}
          className="mt-0.5 size-4 shrink-0 accent-[var(--accent)]"
        />
        All people of this file agreed to something, and I can prove it
      </label>
      {isOpen ? (
        <>
          <SelectField
            label="They agreed to"
            value={draft.scope}
            onChange={(event) => set({ scope: scopes.find((each) => each === event.target.value) ?? 'calls' })}
          >
            {scopes.map((scope) => (
              <option key={scope} value={scope}>
                {scopeWords[scope]}
              </option>
            ))}
          </SelectField>
          <SelectField
            label="How"
            value={draft.strength}
            onChange={(event) => set({ strength: event.target.value === 'express' ? 'express' : 'express-written' })}
          >
            <option value="express">They said so</option>
            <option value="express-written">In writing</option>
          </SelectField>
          <TextField
            label="Where it was given"
            hint="Such as the form on our page, or a fair."
            maxLength={200}
            value={source}
            onChange={(event) => set({ source: event.target.value })}
          />
          <TextField
            label="When it was given"
            hint="Where no column says so. Whoever took their consent back is left out unless this is later."
            type="date"
            value={draft.given_at?.slice(0, 10) ?? ''}
            onChange={({ target: { value } }) => set({ given_at: value === '' ? undefined : `${value}T00:00:00.000Z` })}
          />
          <TextArea
            label="Its words, or a link to them"
            maxLength={2000}
            value={proof}
            onChange={(event) => set({ proof: event.target.value })}
          />
          <div className="flex flex-wrap items-center gap-3">
            <Button disabled={missing !== undefined || isSaved} onClick={save}>
              Record it for every number
            </Button>
            <p role="status" className="text-[13px] text-muted">
              {isSaved ? 'It is recorded when the import runs.' : (missing ?? 'Not saved yet')}
            </p>
          </div>
        </>
      ) : null}
    </section>
  );
}
