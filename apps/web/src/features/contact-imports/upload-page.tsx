import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Page } from '../../app/page.tsx';
import { useMay } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { RowProblem } from '../../ui/row-problem.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { CampaignNote } from './campaign-note.tsx';
import { EarlierImports } from './earlier-imports.tsx';
import { FileDrop } from './file-drop.tsx';
import { PasteRows } from './paste-rows.tsx';
import { useBeginImport } from './use-begin-import.ts';

/** The first step of an import: a file, or rows out of a spreadsheet. Nothing is written by it. */
export function UploadPage() {
  const { campaign_id: campaignId } = useSearch({ from: '/inside/contacts/import' });
  const mayImport = useMay('manager');
  const [way, setWay] = useState<'file' | 'paste'>('file');
  const { begin, share, problem, cancel } = useBeginImport(campaignId);
  if (!mayImport)
    return (
      <Page title="Import contacts">
        <EmptyState title="Importing contacts needs the role manager or more" />
      </Page>
    );
  const choose = (next: 'file' | 'paste') => {
    setWay(next);
    begin.reset();
  };
  return (
    <Page title="Import contacts">
      {campaignId ? <CampaignNote campaignId={campaignId} /> : null}
      <div className="grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-4">
        <Tabs
          label="Where the rows are"
          selected={way}
          onSelect={choose}
          tabs={[
            {
              name: 'file',
              title: 'Upload a file',
              content: <FileDrop busy={begin.isPending} onChoose={(file) => begin.mutate({ file })} />,
            },
            {
              name: 'paste',
              title: 'Paste from a spreadsheet',
              content: <PasteRows busy={begin.isPending} onPaste={(text) => begin.mutate({ text })} />,
            },
          ]}
        />
        {begin.isPending ? <Sending share={share} onCancel={cancel} /> : <RowProblem problem={problem} />}
        <EarlierImports />
      </div>
    </Page>
  );
}

function Sending({ share, onCancel }: { share: number; onCancel: () => void }) {
  const percent = Math.round(share * 100);
  return (
    <div className="flex flex-wrap items-center gap-3">
      <progress aria-label="Upload" value={percent} max={100} className="h-2 w-48 accent-[var(--accent)]" />
      <span className="tabular">{percent < 100 ? `${percent} % sent` : 'Reading the first rows…'}</span>
      <Button size="small" onClick={onCancel}>
        Cancel
      </Button>
    </div>
  );
}
