import { ApiError } from '@offhook/contract';
import type { FlowGraph } from '@offhook/flow';
import { expect, test } from 'vitest';
import { type SendDraft, startAutosave } from './autosave.ts';
import type { Theirs } from './conflict.ts';
import { makeEditorStore } from './editor-store.ts';
import { emptyDirectory } from './flows.test-data.ts';

const graph: FlowGraph = {
  nodes: [
    { id: 'start', type: 'start', position: { x: 0, y: 0 }, data: {} },
    { id: 'bye', type: 'hangup', position: { x: 400, y: 0 }, data: {} },
  ],
  edges: [{ id: 'e', source: 'start', target: 'bye' }],
};

function open(answer: SendDraft) {
  const store = makeEditorStore({ flowId: 'f', graph, revision: 7, directory: emptyDirectory });
  const sent: { graph: FlowGraph; base: number; overwrite: boolean }[] = [];
  const conflicts: Theirs[] = [];
  let trouble: string | undefined;
  let due: { ms: number; run: () => void } | undefined;
  const autosave = startAutosave({
    store,
    send: (sentGraph, base, overwrite) => {
      sent.push({ graph: sentGraph, base, overwrite });
      return answer(sentGraph, base, overwrite);
    },
    onConflict: (theirs) => conflicts.push(theirs),
    onTrouble: (sentence) => {
      trouble = sentence;
    },
    later: (ms, run) => {
      due = { ms, run };
      return () => {
        due = undefined;
      };
    },
  });
  const settle = async () => {
    due?.run();
    await autosave.saveNow();
  };
  return { ...autosave, now: store.getState, sent, conflicts, settle, due: () => due?.ms, trouble: () => trouble };
}

const accepts: SendDraft = (_graph, base) => Promise.resolve(base + 1);
const move = (editor: ReturnType<typeof open>) => editor.now().move(['bye'], 10, 0);

test('a change is sent once it has settled, with the revision that it began with', async () => {
  const editor = open(accepts);
  expect(editor.due()).toBeUndefined();
  move(editor);
  move(editor);
  expect(editor.now().saved).toBe('unsaved');
  await editor.settle();
  expect(editor.sent.map(({ base }) => base)).toEqual([7]);
  expect(editor.now()).toMatchObject({ saved: 'saved', revision: 8 });
});

test('what was changed and taken back is nothing to save', async () => {
  const editor = open(accepts);
  move(editor);
  editor.now().undo();
  expect(editor.now().saved).toBe('saved');
  expect(await editor.saveNow()).toBe(true);
  expect(editor.sent).toEqual([]);
});

test('a change during a save is saved by the next one, on the revision that came back', async () => {
  const editor = open((_graph, base) => {
    if (base === 7) move(editor);
    return Promise.resolve(base + 1);
  });
  move(editor);
  await editor.settle();
  await editor.settle();
  expect(editor.sent.map(({ base }) => base)).toEqual([7, 8]);
  expect(editor.now()).toMatchObject({ saved: 'saved', revision: 9 });
});

test('without a connection it says so and tries again', async () => {
  let connected = false;
  const editor = open((sent, base, overwrite) =>
    connected ? accepts(sent, base, overwrite) : Promise.reject(new TypeError('Failed to fetch')),
  );
  move(editor);
  expect(await editor.saveNow()).toBe(false);
  expect(editor.now().saved).toBe('offline');
  expect(editor.trouble()).toBe('The server cannot be reached. Check the connection and try again.');
  expect(editor.due()).toBe(5000);
  connected = true;
  await editor.settle();
  expect(editor.now()).toMatchObject({ saved: 'saved', revision: 8 });
});

test('when somebody else saved first nothing is sent any more until a person decides', async () => {
  const theirs = { name: 'Ada', saved_at: '2026-11-21T12:00:00Z', revision: 9, flow_definition: graph };
  const refusal = new ApiError({
    type: 'about:blank',
    title: 'Conflict',
    status: 409,
    code: 'flows.conflict',
    message: 'Ada saved.',
    details: theirs,
    request_id: 'r',
  });
  const editor = open((_graph, _base, overwrite) => (overwrite ? Promise.resolve(10) : Promise.reject(refusal)));
  move(editor);
  await editor.settle();
  expect(editor.conflicts).toMatchObject([{ name: 'Ada', revision: 9 }]);
  move(editor);
  expect(editor.now().saved).toBe('conflict');
  expect(await editor.saveNow()).toBe(false);
  expect(editor.sent).toHaveLength(1);
  expect(await editor.overwrite()).toBe(true);
  expect(editor.sent[1]).toMatchObject({ overwrite: true });
  expect(editor.now()).toMatchObject({ saved: 'saved', revision: 10 });
});

test('what comes from the server is not sent back, and can be undone', async () => {
  const editor = open(accepts);
  editor.adopt({ ...graph, edges: [] }, 12);
  expect(editor.now()).toMatchObject({ saved: 'saved', revision: 12 });
  expect(await editor.saveNow()).toBe(true);
  expect(editor.sent).toEqual([]);
  editor.now().undo();
  await editor.settle();
  expect(editor.sent).toMatchObject([{ base: 12, graph: { edges: [{ id: 'e' }] } }]);
});

test('what is not saved is sent when the flow is left', async () => {
  const editor = open(accepts);
  move(editor);
  await editor.stop();
  expect(editor.due()).toBeUndefined();
  expect(editor.sent).toHaveLength(1);
});
