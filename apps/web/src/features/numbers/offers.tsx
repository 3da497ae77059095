import type { NumberOffer } from '@offhook/contract';
import { useQuery } from '@tanstack/react-query';
import { sentenceOf } from '../../app/failures.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { FailedState, Skeleton } from '../../ui/states.tsx';
import type { NumberSearch } from './number-search.ts';
import { capabilitiesInWords, priceInWords } from './number-words.ts';
import { offersQuery } from './queries.ts';

/** What can be bought. What stood there before stays until the next answer. */
export function Offers({ search, onChoose }: { search: NumberSearch; onChoose: (offer: NumberOffer) => void }) {
  const offers = useQuery(offersQuery(search));
  if (offers.isPending) return <Skeleton rows={5} rowHeight={57} label="Looking for numbers" />;
  if (offers.isError && isOfSearch(offers.error)) {
    return (
      <p role="alert" className="text-danger-text">
        {sentenceOf(offers.error)}
      </p>
    );
  }
  if (!offers.data) return <FailedState what="Numbers" error={offers.error} onRetry={() => void offers.refetch()} />;
  const { items } = offers.data;
  return (
    <>
      <p role="status" className="text-[13px] text-muted">
        {offers.isFetching ? 'Looking for numbers…' : foundInWords(items.length)}
      </p>
      {items.length > 0 ? (
        <ul aria-label="Numbers on offer" className={classNames('divide-y', offers.isPlaceholderData && 'opacity-60')}>
          {items.map((offer) => (
            <Offer key={offer.phone_number} offer={offer} onChoose={onChoose} />
          ))}
        </ul>
      ) : null}
    </>
  );
}

// What the search itself is refused for stands beside it; Retry would not help.
function isOfSearch(error: unknown): boolean {
  return sentenceOf(error) !== '' && error instanceof Error && 'problem' in error && !isServerSide(error.problem);
}

function isServerSide(problem: unknown): boolean {
  return typeof problem === 'object' && problem !== null && 'status' in problem && Number(problem.status) >= 500;
}

function foundInWords(count: number): string {
  if (count === 0) return 'No number fits. Ask for less: another area code, or fewer digits.';
  return count === 1 ? '1 number' : `${count} numbers`;
}

function Offer({ offer, onChoose }: { offer: NumberOffer; onChoose: (offer: NumberOffer) => void }) {
  const place = [offer.locality, offer.region].filter(Boolean).join(', ');
  const needs = offer.address_requirements === 'none' ? '' : 'needs an address';
  const about = [place, capabilitiesInWords(offer.capabilities).join(', '), needs].filter(Boolean).join(' · ');
  return (
    <li className="flex items-center gap-3 py-2">
      <div className="min-w-0 flex-1">
        <p className="tabular font-medium">{offer.friendly_name}</p>
        <p className="text-[13px] text-muted">{about}</p>
      </div>
      <span className="tabular shrink-0 text-right text-[13px]">{priceInWords(offer)}</span>
      <Button aria-label={`Choose ${offer.friendly_name}`} onClick={() => onChoose(offer)}>
        Choose
      </Button>
    </li>
  );
}
