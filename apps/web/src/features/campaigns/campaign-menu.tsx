import type { Campaign } from '@offhook/contract';
import { useNavigate } from '@tanstack/react-router';
import { Archive, Copy, Ellipsis, OctagonX, SquarePen, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useMay } from '../../app/session.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { underWayInWords } from './campaign-words.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import type { CampaignActs } from './use-campaign-acts.ts';

type Asked = 'end' | 'archive' | 'delete';

/** What is wanted less often than starting and pausing; what cannot be taken back is asked for. */
export function CampaignMenu({
  campaign,
  acts,
  more = [],
}: {
  campaign: Campaign;
  acts: CampaignActs;
  more?: Entry[];
}) {
  const [asked, setAsked] = useState<Asked>();
  const mayWrite = useMay('manager');
  const navigate = useNavigate();
  const { status } = campaign;
  const edit = () =>
    void navigate({ to: '/campaigns/$campaignId/edit/$step', params: { campaignId: campaign.id, step: 'audience' } });
  const isOver = status === 'completed' || status === 'archived';
  const entries: Entry[] = [
    ...(mayWrite && !isOver ? [{ label: 'Edit', icon: <SquarePen size={16} aria-hidden />, run: edit }] : []),
    ...(mayWrite ? [{ label: 'Copy', icon: <Copy size={16} aria-hidden />, run: () => acts.copy.mutate() }] : []),
    ...more,
    ...(mayWrite && !isOver && status !== 'draft' ? [asking('end', 'End…', <OctagonX size={16} aria-hidden />)] : []),
    ...(mayWrite && status === 'completed' ? [asking('archive', 'Archive…', <Archive size={16} aria-hidden />)] : []),
    ...(mayWrite && status === 'draft' ? [asking('delete', 'Delete…', <Trash2 size={16} aria-hidden />)] : []),
  ];
  function asking(what: Asked, label: string, icon: ReactNode): Entry {
    return { label, icon, run: () => setAsked(what) };
  }
  if (entries.length === 0) return null;
  const run = { end: acts.end, archive: acts.archive, delete: acts.remove };
  return (
    <>
      <Menu
        trigger={<IconButton name={`More about ${campaign.name}`} icon={<Ellipsis size={16} aria-hidden />} />}
        entries={entries}
      />
      {asked ? (
        <ConfirmDialog
          {...questions[asked](campaign)}
          onClose={() => setAsked(undefined)}
          onConfirm={() => run[asked].mutate()}
        />
      ) : null}
    </>
  );
}

interface Entry {
  label: string;
  icon: ReactNode;
  run: () => void;
}

const questions: Record<Asked, (campaign: Campaign) => { question: string; consequence: string; action: string }> = {
  end: ({ name, counts }) => ({
    question: `End ${name}?`,
    consequence: `${counts.waiting.toLocaleString('en-US')} waiting will not be called any more. ${underWayInWords(counts.dialling)} This cannot be taken back; a copy can call them again.`,
    action: 'End campaign',
  }),
  archive: ({ name }) => ({
    question: `Archive ${name}?`,
    consequence: 'It leaves the list. Its calls, results and prospects can still be looked at under Archived.',
    action: 'Archive campaign',
  }),
  delete: ({ name, counts }) => ({
    question: `Delete ${name}?`,
    consequence: `The draft and its list of ${counts.total.toLocaleString('en-US')} are gone then. The contacts themselves stay.`,
    action: 'Delete draft',
  }),
};
