import { type NumberOffer, purchaseNumber } from '@offhook/contract';
import type { NumberRoute } from '@offhook/flow/shapes';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { fieldOf, sentenceOf } from '../../app/failures.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { sayDone } from '../../ui/toasts.tsx';
import { useOncePerWish } from '../calls/place-call.ts';
import { Fact } from './number-cards.tsx';
import { capabilitiesInWords, priceInWords } from './number-words.ts';
import { RoutePicker } from './route-picker.tsx';
import { useRenewNumbers } from './use-number-acts.ts';

/** The second step: what it costs, what the carrier asks for, what it shall be. */
export function ConfirmPurchase({
  offer,
  onBack,
  onBought,
}: {
  offer: NumberOffer;
  onBack: () => void;
  onBought: () => void;
}) {
  const [label, setLabel] = useState('');
  const [route, setRoute] = useState<NumberRoute>({ kind: 'none' });
  const buy = useBuying(offer, onBought);
  const field = fieldOf(buy.error);
  const sentence = buy.error ? sentenceOf(buy.error) : undefined;
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!buy.isPending) buy.mutate({ label: label.trim(), route });
      }}
    >
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        <Fact name="Costs">{priceInWords(offer)}, until you release it</Fact>
        <Fact name="Place">{[offer.locality, offer.region, offer.country_code].filter(Boolean).join(', ')}</Fact>
        <Fact name="Can do">{capabilitiesInWords(offer.capabilities).join(', ')}</Fact>
        <Fact name="Asked for">{offer.regulatory_note ?? 'No address and no documents.'}</Fact>
      </dl>
      <TextField
        label="Label"
        maxLength={64}
        placeholder={offer.friendly_name}
        hint="What you call it, such as Reception."
        value={label}
        onChange={(event) => setLabel(event.target.value)}
      />
      <RoutePicker route={route} onChange={setRoute} error={field?.startsWith('route') ? sentence : undefined} />
      {sentence && !field?.startsWith('route') ? (
        <p role="alert" className="text-danger-text">
          {sentence}
        </p>
      ) : null}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onBack} disabled={buy.isPending}>
          Back to the search
        </Button>
        <Button type="submit" look="primary" aria-disabled={buy.isPending}>
          {buy.isPending ? 'Buying…' : `Buy for ${priceInWords(offer)}`}
        </Button>
      </div>
    </form>
  );
}

function useBuying({ phone_number, friendly_name }: NumberOffer, onBought: () => void) {
  const renew = useRenewNumbers();
  return useOncePerWish({
    send: ({ label, route }: { label: string; route: NumberRoute }, headers) =>
      api(purchaseNumber, { body: { phone_number, route, ...(label && { label }) }, headers }),
    onDone: (answer) => {
      sayDone(
        'state' in answer
          ? `The carrier did not answer. Whether ${friendly_name} is yours is found out within minutes.`
          : `${friendly_name} is yours.`,
      );
      void renew();
      onBought();
    },
  });
}
