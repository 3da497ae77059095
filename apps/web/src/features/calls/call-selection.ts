/** The calls that are selected, and where the last step began, from which Shift extends. */
export interface Selection {
  ids: ReadonlySet<string>;
  anchor: number | undefined;
}

export const nothingSelected: Selection = { ids: new Set(), anchor: undefined };

/** Selects or releases the call at `index`; with `extend` all from the anchor to it are selected. */
export function select(selection: Selection, ids: readonly string[], index: number, extend: boolean): Selection {
  const id = ids[index];
  if (id === undefined) return selection;
  const next = new Set(selection.ids);
  if (extend && selection.anchor !== undefined) {
    const [first, last] = [Math.min(selection.anchor, index), Math.max(selection.anchor, index)];
    for (const each of ids.slice(first, last + 1)) next.add(each);
    return { ids: next, anchor: selection.anchor };
  }
  if (!next.delete(id)) next.add(id);
  return { ids: next, anchor: index };
}

/** One step with Shift and an arrow: where it came from and where it went are selected. */
export function extendStep(selection: Selection, ids: readonly string[], from: number, to: number): Selection {
  const start = selection.anchor === undefined ? { ...selection, anchor: from } : selection;
  return select(start, ids, to, true);
}
