import type { Flow } from '@offhook/contract';
import { Link } from '@tanstack/react-router';
import { ArrowLeft, CircleAlert, CircleCheck, PhoneCall, Plus, Redo2, TriangleAlert, Undo2 } from 'lucide-react';
import { useStore } from 'zustand';
import { usePageHeading } from '../../app/page.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { useOpen } from './editor-dialogs.ts';
import { EditorMenu } from './editor-menu.tsx';
import { useEditor, useEditorStore } from './editor-store.ts';
import { Presence, type usePresence } from './presence.tsx';
import { countInWords } from './problem-words.ts';
import { SavedState } from './saved-state.tsx';
import type { Saving } from './use-autosave.ts';
import { useCommands } from './use-commands.ts';
import type { Panels } from './use-panels.ts';

export interface HeaderProps {
  flow: Flow;
  saving: Saving;
  panels: Panels;
  others: ReturnType<typeof usePresence>['others'];
  analyticsOn: boolean;
  onAnalytics: () => void;
  /** Of a conflict. */
  onDecide: () => void;
}

/** What is open, whether it is saved and right, and what can be done with it as a whole. */
export function EditorHeader(props: HeaderProps) {
  const { flow, saving, panels } = props;
  const heading = usePageHeading(flow.name);
  const open = useOpen();
  const readOnly = useEditor((editor) => editor.readOnly);
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1 border-b bg-surface px-2 py-1.5">
      <Link
        to="/flows"
        aria-label="All call flows"
        title="All call flows"
        className="grid size-8 shrink-0 place-items-center rounded-lg hover:bg-sunken"
      >
        <ArrowLeft size={16} aria-hidden />
      </Link>
      <h1 ref={heading} tabIndex={-1} className="min-w-0 max-w-64 truncate text-base font-semibold outline-none">
        {flow.name}
      </h1>
      <LiveBadge flow={flow} />
      <SavedState trouble={saving.trouble} onDecide={props.onDecide} />
      <Presence others={props.others} />
      <span className="ml-auto flex flex-wrap items-center gap-1">
        {readOnly ? null : <Steps />}
        {panels.isSmall ? null : <ViewChoice panels={panels} />}
        <ProblemCount panels={panels} />
        <Button
          aria-pressed={panels.side === 'test'}
          title="Test call (T)"
          className="aria-pressed:bg-selected"
          onClick={() => panels.setPanel(panels.side === 'test' ? undefined : 'test')}
        >
          <PhoneCall size={16} aria-hidden /> <span className="max-sm:sr-only">Test</span>
        </Button>
        {readOnly ? null : (
          <Button look="primary" onClick={() => open({ dialog: 'publish' })}>
            Publish
          </Button>
        )}
        <EditorMenu {...props} />
      </span>
    </div>
  );
}

function LiveBadge({ flow: { live_version: live } }: { flow: Flow }) {
  if (!live) return <Badge>Not published</Badge>;
  return <Badge tone="live">Version {live.number} live</Badge>;
}

function Steps() {
  const store = useEditorStore();
  const { add } = useCommands();
  const canUndo = useStore(store.temporal, ({ pastStates }) => pastStates.length > 0);
  const canRedo = useStore(store.temporal, ({ futureStates }) => futureStates.length > 0);
  return (
    <>
      <IconButton name="Add a node (A)" icon={<Plus size={16} aria-hidden />} className="lg:hidden" onClick={add} />
      <IconButton
        name="Undo"
        icon={<Undo2 size={16} aria-hidden />}
        disabled={!canUndo}
        onClick={() => store.getState().undo()}
      />
      <IconButton
        name="Redo"
        icon={<Redo2 size={16} aria-hidden />}
        disabled={!canRedo}
        onClick={() => store.getState().redo()}
      />
    </>
  );
}

function ViewChoice({ panels: { view, setView } }: { panels: Panels }) {
  const choice = (name: 'canvas' | 'outline', words: string) => (
    <button
      type="button"
      aria-pressed={view === name}
      className="h-7 rounded-md px-2 text-[13px] font-medium text-muted aria-pressed:bg-selected aria-pressed:text-fg"
      onClick={() => setView(name)}
    >
      {words}
    </button>
  );
  return (
    <fieldset aria-label="View" className="flex rounded-lg border border-input bg-surface">
      {choice('canvas', 'Canvas')}
      {choice('outline', 'Outline')}
    </fieldset>
  );
}

function ProblemCount({ panels }: { panels: Panels }) {
  const problems = useEditor((editor) => editor.problems);
  const hasErrors = problems.some(({ severity }) => severity === 'error');
  const Icon = hasErrors ? CircleAlert : problems.length > 0 ? TriangleAlert : CircleCheck;
  return (
    <Button
      aria-pressed={panels.showsProblems}
      className="aria-pressed:bg-selected"
      onClick={() => panels.setPanel(panels.showsProblems ? undefined : 'problems')}
    >
      <Icon size={16} aria-hidden className={hasErrors ? 'text-danger-text' : ''} />
      <span className="max-sm:sr-only">{countInWords(problems)}</span>
      <span className="sm:hidden" aria-hidden>
        {problems.length}
      </span>
    </Button>
  );
}
