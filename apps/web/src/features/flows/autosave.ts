import type { FlowGraph } from '@offhook/flow';
import { sentenceOf } from '../../app/failures.ts';
import { conflictIn, type Theirs } from './conflict.ts';
import type { EditorStore } from './editor-store.ts';

/** The way to the server: gives the revision that the draft has then. */
export type SendDraft = (graph: FlowGraph, baseRevision: number, overwrite: boolean) => Promise<number>;

interface Given {
  store: EditorStore;
  send: SendDraft;
  /** Somebody else saved first. */
  onConflict: (theirs: Theirs) => void;
  /** Why it is not saved; undefined once it is. */
  onTrouble: (sentence: string | undefined) => void;
  /** Runs later; returns how to prevent it. */
  later: (ms: number, run: () => void) => () => void;
}

export interface Autosave {
  /** True when nothing is left to save. */
  saveNow: () => Promise<boolean>;
  /** Theirs is lost as a draft. */
  overwrite: () => Promise<boolean>;
  /** This graph is what the server has. */
  adopt: (graph: FlowGraph, revision: number) => void;
  /** Ends it; what is not saved is sent once more, and is on its way until the promise resolves. */
  stop: () => Promise<void>;
}

const settleMs = 800;
const retryMs = 5000;

/** Saves the draft shortly after each change, one request at a time, and tries again as long as it cannot. */
export function startAutosave({ store, send, onConflict, onTrouble, later }: Given): Autosave {
  let savedGraph = store.getState().graph;
  let sending: Promise<boolean> | undefined;
  let forget = () => {};

  const schedule = (ms: number) => {
    forget();
    forget = later(ms, () => void saveNow());
  };
  const isSaved = () => store.getState().graph === savedGraph;

  async function push(overwrite: boolean): Promise<boolean> {
    const { graph, revision, setSaved } = store.getState();
    setSaved('saving');
    try {
      const saved = await send(graph, revision, overwrite);
      savedGraph = graph;
      onTrouble(undefined);
      setSaved(isSaved() ? 'saved' : 'unsaved', saved);
      if (!isSaved()) schedule(settleMs);
      return isSaved();
    } catch (error) {
      const theirs = conflictIn(error);
      setSaved(theirs ? 'conflict' : 'offline');
      onTrouble(sentenceOf(error));
      if (theirs) onConflict(theirs);
      else schedule(retryMs);
      return false;
    }
  }

  function pushOnce(overwrite: boolean): Promise<boolean> {
    forget();
    sending = push(overwrite).finally(() => {
      sending = undefined;
    });
    return sending;
  }

  async function saveNow(): Promise<boolean> {
    if (sending) await sending;
    const { saved, readOnly } = store.getState();
    if (readOnly || isSaved()) return true;
    return saved === 'conflict' ? false : pushOnce(false);
  }

  const unsubscribe = store.subscribe(({ graph, saved }, before) => {
    if (saved === 'conflict') return;
    // What was changed and taken back is nothing to save.
    if (isSaved() && !sending) {
      forget();
      if (saved !== 'saved') store.getState().setSaved('saved');
    } else if (graph !== before.graph) schedule(settleMs);
  });

  return {
    saveNow,
    overwrite: () => pushOnce(true),
    adopt(graph, revision) {
      forget();
      store.getState().replaceGraph(graph);
      savedGraph = store.getState().graph;
      store.getState().setSaved('saved', revision);
      forget();
    },
    async stop() {
      unsubscribe();
      await saveNow();
      forget();
    },
  };
}
