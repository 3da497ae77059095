import type { Flow } from '@offhook/contract';
import { useCallback, useEffect, useState } from 'react';
import { LeaveGuard } from '../scripts/leave-guard.tsx';
import { AnalyticsBar } from './analytics-bar.tsx';
import { Canvas } from './canvas/canvas.tsx';
import { ConflictDialog } from './conflict-dialog.tsx';
import { EditorDialog } from './editor-dialog.tsx';
import { type OpenDialog, OpenProvider } from './editor-dialogs.ts';
import { EditorHeader } from './editor-header.tsx';
import { EditorSide } from './editor-side.tsx';
import { useEditor, useEditorStore } from './editor-store.ts';
import { NewerDraft } from './newer-draft.tsx';
import { Outline } from './outline.tsx';
import { Palette } from './palette.tsx';
import { usePresence } from './presence.tsx';
import { ProblemsDrawer } from './problems-drawer.tsx';
import { type Saving, useAutosave } from './use-autosave.ts';
import { useEditorKeys } from './use-editor-keys.ts';
import { type Panels, usePanels } from './use-panels.ts';

/** Header, palette, drawing or outline, and what is beside them. */
export function EditorFrame({ flow }: { flow: Flow }) {
  const saving = useAutosave(useEditorStore());
  const panels = usePanels();
  const presence = usePresence();
  const [dialog, setDialog] = useState<OpenDialog>();
  const [putOff, setPutOff] = useState<number>();
  const [analyticsOn, setAnalyticsOn] = useState(false);
  return (
    <OpenProvider value={setDialog}>
      <EditorKeys saving={saving} panels={panels} />
      <NodeInAddress panels={panels} />
      <div className="flex min-h-0 flex-col md:h-[calc(100dvh-80px)] md:min-h-[420px]">
        <EditorHeader
          {...{ flow, saving, panels, analyticsOn }}
          others={presence.others}
          onDecide={() => setPutOff(undefined)}
          onAnalytics={() => setAnalyticsOn(!analyticsOn)}
        />
        <NewerDraft newest={presence.newest} saving={saving} />
        {analyticsOn ? <AnalyticsBar flow={flow} onClose={() => setAnalyticsOn(false)} /> : null}
        <div className="relative flex min-h-0 flex-1">
          {panels.view === 'canvas' ? <PaletteColumn /> : null}
          <div className="flex min-w-0 flex-1 flex-col">
            <div className="min-h-0 flex-1">{panels.view === 'canvas' ? <Canvas /> : <Outline />}</div>
            {panels.showsProblems ? <ProblemsDrawer onClose={() => panels.setPanel(undefined)} /> : null}
          </div>
          <EditorSide flow={flow} saving={saving} panels={panels} />
        </div>
      </div>
      {dialog ? <EditorDialog {...{ dialog, flow, saving, panels }} onClose={() => setDialog(undefined)} /> : null}
      {saving.theirs && saving.theirs.revision !== putOff ? (
        <ConflictDialog
          theirs={saving.theirs}
          saving={saving}
          name={flow.name}
          onLater={() => setPutOff(saving.theirs?.revision)}
        />
      ) : null}
      <UnsavedGuard />
      <Said />
    </OpenProvider>
  );
}

/** Below the provider of dialogs, which the keys open. */
function EditorKeys({ saving, panels }: { saving: Saving; panels: Panels }) {
  const { saveNow } = saving;
  const { setPanel, side } = panels;
  const save = useCallback(() => void saveNow(), [saveNow]);
  const test = useCallback(() => setPanel(side === 'test' ? undefined : 'test'), [setPanel, side]);
  useEditorKeys({ saveNow: save, test });
  return null;
}

function NodeInAddress({ panels: { setNode } }: { panels: Panels }) {
  const nodeId = useEditor((editor) => editor.inspected?.nodeId);
  useEffect(() => setNode(nodeId), [setNode, nodeId]);
  return null;
}

function PaletteColumn() {
  const readOnly = useEditor((editor) => editor.readOnly);
  if (readOnly) return null;
  return (
    <aside className="hidden w-[196px] shrink-0 border-r bg-surface lg:grid" aria-label="Palette">
      <Palette />
    </aside>
  );
}

/** Saved is what has settled; only what cannot be saved is lost by leaving. */
function UnsavedGuard() {
  const isStuck = useEditor(({ saved }) => saved === 'offline' || saved === 'conflict');
  return <LeaveGuard active={isStuck} />;
}

/** What screen readers are told. */
function Said() {
  const said = useEditor((editor) => editor.said);
  return (
    <output aria-live="polite" aria-label="What happened" className="sr-only">
      {said}
    </output>
  );
}
