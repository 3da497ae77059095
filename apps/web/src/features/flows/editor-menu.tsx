import { writeGraph } from '@offhook/flow';
import {
  ChartNoAxesColumn,
  Code,
  Copy,
  Download,
  Ellipsis,
  FileJson,
  History,
  Keyboard,
  Pencil,
  Route,
  Search,
  Upload,
  WandSparkles,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { useOpen } from './editor-dialogs.ts';
import type { HeaderProps } from './editor-header.tsx';
import { useEditor, useEditorStore } from './editor-store.ts';
import { fileName, saveFile } from './save-file.ts';

interface Entry {
  label: string;
  icon: ReactNode;
  run: () => void;
  changes?: boolean;
}

/** What is done seldom. */
export function EditorMenu({ flow, saving, panels, analyticsOn, onAnalytics }: HeaderProps) {
  const store = useEditorStore();
  const open = useOpen();
  const readOnly = useEditor((editor) => editor.readOnly);
  const exported = () => JSON.stringify(writeGraph(store.getState().graph), null, 2);
  const entries: Entry[] = [
    { label: 'Versions', icon: <History size={16} aria-hidden />, run: () => panels.setPanel('versions') },
    { label: 'All paths and test cases', icon: <Route size={16} aria-hidden />, run: () => panels.setPanel('paths') },
    {
      label: analyticsOn ? 'Hide calls' : 'Show calls',
      icon: <ChartNoAxesColumn size={16} aria-hidden />,
      run: onAnalytics,
    },
    { label: 'Find a node', icon: <Search size={16} aria-hidden />, run: () => open({ dialog: 'find' }) },
    {
      label: 'Arrange',
      icon: <WandSparkles size={16} aria-hidden />,
      run: () => store.getState().arrange(),
      changes: true,
    },
    { label: 'TwiML', icon: <Code size={16} aria-hidden />, run: () => panels.setPanel('twiml') },
    { label: 'JSON', icon: <FileJson size={16} aria-hidden />, run: () => panels.setPanel('json') },
    {
      label: 'Export JSON',
      icon: <Download size={16} aria-hidden />,
      run: () => saveFile(fileName(flow.name, 'json'), exported(), 'application/json'),
    },
    {
      label: 'Import JSON…',
      icon: <Upload size={16} aria-hidden />,
      run: () => open({ dialog: 'import' }),
      changes: true,
    },
    { label: 'Rename…', icon: <Pencil size={16} aria-hidden />, run: () => open({ dialog: 'rename' }), changes: true },
    {
      label: 'Duplicate…',
      icon: <Copy size={16} aria-hidden />,
      // The copy begins with what the server has.
      run: () => void saving.saveNow().then(() => open({ dialog: 'duplicate' })),
      changes: true,
    },
    {
      label: 'Keyboard shortcuts',
      icon: <Keyboard size={16} aria-hidden />,
      run: () => open({ dialog: 'shortcuts' }),
    },
  ];
  return (
    <Menu
      trigger={<IconButton name="More" icon={<Ellipsis size={16} aria-hidden />} />}
      entries={entries.filter(({ changes }) => !(changes && readOnly))}
    />
  );
}
