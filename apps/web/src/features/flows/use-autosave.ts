import { saveDraft } from '@offhook/contract';
import { useEffect, useState } from 'react';
import { api } from '../../app/api.ts';
import { type Autosave, startAutosave } from './autosave.ts';
import type { Theirs } from './conflict.ts';
import type { EditorStore } from './editor-store.ts';

export interface Saving extends Omit<Autosave, 'stop'> {
  /** What somebody else saved meanwhile, until it is decided what becomes of it. */
  theirs: Theirs | undefined;
  forgetTheirs: () => void;
  /** Why the draft could not be saved. */
  trouble: string | undefined;
}

/** Saves the flow that is open as long as it is. */
export function useAutosave(store: EditorStore): Saving {
  const [theirs, setTheirs] = useState<Theirs>();
  const [trouble, setTrouble] = useState<string>();
  const [autosave] = useState(() => lazyAutosave(store, { onConflict: setTheirs, onTrouble: setTrouble }));
  useEffect(() => {
    autosave.start();
    const retry = () => void autosave.saveNow();
    const warn = (event: BeforeUnloadEvent) => {
      if (store.getState().saved !== 'saved') event.preventDefault();
    };
    addEventListener('online', retry);
    addEventListener('beforeunload', warn);
    return () => {
      removeEventListener('online', retry);
      removeEventListener('beforeunload', warn);
      autosave.stop();
    };
  }, [autosave, store]);
  return { ...autosave, theirs, trouble, forgetTheirs: () => setTheirs(undefined) };
}

const lastSaves = new Map<string, Promise<void>>();

/** Resolves once what was left unsaved of a flow has arrived: read before that, it would be in conflict with itself. */
export async function lastSaveOf(flowId: string): Promise<void> {
  await lastSaves.get(flowId);
}

/** Starts anew when React mounts a component twice. */
function lazyAutosave(
  store: EditorStore,
  tell: { onConflict: (theirs: Theirs) => void; onTrouble: (sentence: string | undefined) => void },
) {
  const { flowId } = store.getState();
  let running: Autosave | undefined;
  const start = () => {
    running ??= startAutosave({
      store,
      send: async (flow_definition, base_revision, overwrite) => {
        const body = { flow_definition, base_revision, overwrite };
        return (await api(saveDraft, { params: { flow_id: flowId }, body })).revision;
      },
      ...tell,
      later(ms, run) {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
    });
    return running;
  };
  return {
    start,
    stop() {
      const ended = running?.stop();
      running = undefined;
      if (ended) lastSaves.set(flowId, ended);
    },
    saveNow: () => start().saveNow(),
    overwrite: () => start().overwrite(),
    adopt: (...given: Parameters<Autosave['adopt']>) => start().adopt(...given),
  };
}
