import { type FlowGraph, readGraph } from '@offhook/flow';
import { useRef, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextArea } from '../../ui/field.tsx';
import { sayUndoable } from '../../ui/toasts.tsx';
import { useEditorStore } from './editor-store.ts';

const mostBytes = 5_000_000;

/** Replaces the draft by a flow definition from a file or from text. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const store = useEditorStore();
  const [text, setText] = useState('');
  const [problems, setProblems] = useState<readonly string[]>([]);
  const imported = useRef(false);
  const goToStart = () => {
    const { graph, goTo } = store.getState();
    const start = graph.nodes.find(({ type }) => type === 'start');
    if (start) goTo(start.id);
  };
  const take = () => {
    const read = readText(text);
    if ('problems' in read) return setProblems(read.problems);
    store.getState().replaceGraph(read.graph);
    imported.current = true;
    sayUndoable('The flow was imported as the draft.', () => store.getState().undo());
    onClose();
  };
  return (
    <Dialog
      onClose={onClose}
      afterClose={() => imported.current && goToStart()}
      title="Import JSON"
      description="The draft is replaced; Undo brings it back."
    >
      <label className="grid gap-1 text-[13px] font-medium">
        File
        <input
          type="file"
          accept=".json,application/json"
          className="text-sm font-normal file:mr-3 file:h-8 file:rounded-lg file:border file:border-solid file:border-input file:bg-surface file:px-3"
          onChange={async (event) => {
            const [file] = event.target.files ?? [];
            setProblems(file && file.size > mostBytes ? ['The file is larger than 5 MB.'] : []);
            if (file && file.size <= mostBytes) setText(await file.text());
          }}
        />
      </label>
      <TextArea
        label="Or text"
        rows={8}
        spellCheck={false}
        className="font-mono text-xs"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setProblems([]);
        }}
      />
      {problems.length > 0 ? (
        <ul role="alert" className="grid max-h-40 gap-1 overflow-y-auto text-[13px] text-danger-text">
          {problems.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      ) : null}
      <Button look="primary" disabled={text.trim() === ''} onClick={take}>
        Import
      </Button>
    </Dialog>
  );
}

function readText(text: string): { graph: FlowGraph } | { problems: string[] } {
  try {
    const read = readGraph(JSON.parse(text));
    return read.graph ? { graph: read.graph } : { problems: read.problems.map(({ sentence }) => sentence) };
  } catch {
    return { problems: ['This is not JSON. Choose a file that was exported here, or paste its text.'] };
  }
}
