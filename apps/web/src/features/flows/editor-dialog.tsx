import type { Flow } from '@offhook/contract';
import { ShortcutSheet } from '../../app/shortcut-sheet.tsx';
import { ConnectTo } from './connect-to.tsx';
import type { OpenDialog } from './editor-dialogs.ts';
import { FindNode } from './find-node.tsx';
import { DuplicateDialog, RenameDialog } from './flow-menu.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { PublishDialog } from './publish-dialog.tsx';
import { QuickAdd } from './quick-add.tsx';
import type { Saving } from './use-autosave.ts';
import type { Panels } from './use-panels.ts';

interface EditorDialogProps {
  dialog: OpenDialog;
  flow: Flow;
  saving: Saving;
  panels: Panels;
  onClose: () => void;
}

/** The dialog that is open above the editor. */
export function EditorDialog({ dialog, flow, saving, panels, onClose }: EditorDialogProps) {
  switch (dialog.dialog) {
    case 'add':
      return <QuickAdd adding={dialog} onClose={onClose} />;
    case 'connect':
      return <ConnectTo key={dialog.nodeId} connecting={dialog} onClose={onClose} />;
    case 'find':
      return <FindNode onClose={onClose} />;
    case 'import':
      return <ImportDialog onClose={onClose} />;
    case 'rename':
      return <RenameDialog flow={flow} onClose={onClose} />;
    case 'duplicate':
      return <DuplicateDialog flow={flow} onClose={onClose} />;
    case 'shortcuts':
      return <ShortcutSheet onClose={onClose} />;
    case 'publish':
      return (
        <PublishDialog
          flow={flow}
          saveNow={saving.saveNow}
          onClose={onClose}
          onShowProblems={() => {
            onClose();
            panels.setPanel('problems');
          }}
        />
      );
  }
}
