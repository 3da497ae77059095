import { PhoneIncoming } from 'lucide-react';
import type { Face } from './face.ts';

export const start: Face = {
  icon: PhoneIncoming,
  tone: 'st-live',
  summary: () => 'A call comes in',
  Fields: StartFields,
};

function StartFields() {
  return (
    <p className="text-[13px] text-muted">
      Every call begins here. Which numbers lead to this flow is chosen at the numbers.
    </p>
  );
}
