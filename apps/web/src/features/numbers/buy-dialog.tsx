import type { NumberOffer } from '@offhook/contract';
import { useState } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { useSettled } from '../scripts/use-settled.ts';
import { useWorkspace } from '../workspaces/workspace.ts';
import { ConfirmPurchase } from './confirm-purchase.tsx';
import { type SearchFields, searchOf } from './number-search.ts';
import { Offers } from './offers.tsx';
import { SearchForm } from './search-form.tsx';

const pauseMs = 350;

/** Finds a number, then asks once more before it costs money. */
export function BuyDialog({ onClose }: { onClose: () => void }) {
  const { country } = useWorkspace();
  const [chosen, setChosen] = useState<NumberOffer>();
  const [fields, setFields] = useState<SearchFields>({
    ...{ country, type: 'local', areaCode: '', contains: '' },
    ...{ sms: false, mms: false },
  });
  const settled = useSettled(fields, pauseMs);
  const title = chosen ? `Buy ${chosen.friendly_name}?` : 'Buy a number';
  return (
    <Dialog
      onClose={onClose}
      title={title}
      description={chosen ? undefined : 'Numbers that the carrier sells now.'}
      className="w-[min(640px,calc(100vw-24px))]"
    >
      {chosen ? (
        <ConfirmPurchase offer={chosen} onBack={() => setChosen(undefined)} onBought={onClose} />
      ) : (
        <>
          <SearchForm fields={fields} onChange={(part) => setFields({ ...fields, ...part })} />
          <div className="grid min-h-80 grid-cols-[minmax(0,1fr)] content-start gap-1">
            <Offers search={searchOf(settled)} onChoose={setChosen} />
          </div>
        </>
      )}
    </Dialog>
  );
}
