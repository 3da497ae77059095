import { X } from 'lucide-react';
import { IconButton } from '../../ui/icon-button.tsx';
import { ProblemsPanel } from './problems-panel.tsx';

/** What is wrong with the flow, below it. */
export function ProblemsDrawer({ onClose }: { onClose: () => void }) {
  return (
    <div className="relative max-h-[40%] shrink-0 overflow-y-auto border-t bg-surface max-md:max-h-none">
      <IconButton
        name="Close problems"
        icon={<X size={16} aria-hidden />}
        className="absolute top-2 right-2"
        onClick={onClose}
      />
      <ProblemsPanel />
    </div>
  );
}
