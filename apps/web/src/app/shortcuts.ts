import { useEffect, useSyncExternalStore } from 'react';
import { openDialog } from '../ui/dialog.tsx';

/** Every keyboard shortcut: the sheet is printed from this table and the keys are bound by it. `mod` is ⌘ or Ctrl. */
export const shortcutCatalogue = {
  'open-palette': { keys: 'mod+k', label: 'Open the command palette', group: 'Everywhere', inFields: true },
  'show-shortcuts': { keys: '?', label: 'Show keyboard shortcuts', group: 'Everywhere' },
  'focus-search': { keys: '/', label: 'Go to the search field', group: 'Everywhere' },
  'new-call': { keys: 'n', label: 'New call', group: 'Everywhere' },
  'toggle-handset': { keys: 's', label: 'Open or close the simulated handset', group: 'Everywhere' },
  'go-home': { keys: 'g h', label: 'Go to Home', group: 'Go to' },
  'go-calls': { keys: 'g c', label: 'Go to Calls', group: 'Go to' },
  'go-contacts': { keys: 'g o', label: 'Go to Contacts', group: 'Go to' },
  'go-campaigns': { keys: 'g m', label: 'Go to Campaigns', group: 'Go to' },
  'go-people': { keys: 'g p', label: 'Go to People', group: 'Go to' },
  'go-settings': { keys: 'g s', label: 'Go to Settings', group: 'Go to' },
  'play-pause': { keys: 'Space', label: 'Play or pause', group: 'Recording' },
  'back-5': { keys: 'ArrowLeft', label: 'Back 5 seconds', group: 'Recording' },
  'forward-5': { keys: 'ArrowRight', label: 'Forward 5 seconds', group: 'Recording' },
  'back-15': { keys: 'j', label: 'Back 15 seconds', group: 'Recording' },
  'forward-15': { keys: 'l', label: 'Forward 15 seconds', group: 'Recording' },
  'voicemail-next': { keys: 'j', label: 'Next message', group: 'Voicemail' },
  'voicemail-previous': { keys: 'k', label: 'Previous message', group: 'Voicemail' },
  'voicemail-play': { keys: 'Enter', label: 'Play or pause the message', group: 'Voicemail' },
  'voicemail-archive': { keys: 'e', label: 'Archive, or back to the inbox', group: 'Voicemail' },
  'voicemail-read': { keys: 'u', label: 'Mark as read or unread', group: 'Voicemail' },
  'voicemail-delete': { keys: 'Delete', label: 'Delete the message', group: 'Voicemail' },
  // The canvas binds these four itself, on its nodes.
  'flow-next': { keys: 'Tab', label: 'Next node, with Shift the one before', group: 'Call flow' },
  'flow-move': { keys: 'Arrows', label: 'Move the node, with Shift further', group: 'Call flow' },
  'flow-open': { keys: 'Enter', label: 'Open the node', group: 'Call flow' },
  'flow-remove': { keys: 'Delete', label: 'Remove the node', group: 'Call flow' },
  'flow-connect': { keys: 'c', label: 'Connect the node to…', group: 'Call flow' },
  'flow-add': { keys: 'a', label: 'Add a node after it', group: 'Call flow' },
  'flow-test': { keys: 't', label: 'Test call', group: 'Call flow' },
  'flow-find': { keys: 'mod+f', label: 'Find a node', group: 'Call flow', inFields: true },
  'flow-save': { keys: 'mod+s', label: 'Save now', group: 'Call flow', inFields: true },
  'flow-undo': { keys: 'mod+z', label: 'Undo', group: 'Call flow' },
  'flow-redo': { keys: 'mod+shift+z', label: 'Redo', group: 'Call flow' },
  'flow-redo-y': { keys: 'mod+y', label: 'Redo', group: 'Call flow' },
  'flow-select-all': { keys: 'mod+a', label: 'Select all nodes', group: 'Call flow' },
  'flow-duplicate': { keys: 'mod+d', label: 'Duplicate what is selected', group: 'Call flow' },
  'flow-fit': { keys: '1', label: 'Fit the flow to the screen', group: 'Call flow' },
  'flow-zoom-in': { keys: '+', label: 'Zoom in', group: 'Call flow' },
  'flow-zoom-out': { keys: '-', label: 'Zoom out', group: 'Call flow' },
  'flow-pointer': { keys: 'v', label: 'Pointer: drag to select', group: 'Call flow' },
  'flow-hand': { keys: 'h', label: 'Hand: drag to move the view', group: 'Call flow' },
} as const satisfies Record<string, Shortcut>;

interface Shortcut {
  keys: string;
  label: string;
  group: string;
  /** Also while somebody types. */
  inFields?: boolean;
}

type ShortcutId = keyof typeof shortcutCatalogue;

// Object.keys forgets the literal types that the table has.
export const shortcutIds = Object.keys(shortcutCatalogue) as ShortcutId[];

const storageKey = 'offhook.single-letter-shortcuts';
const bound = new Map<ShortcutId, () => void>();
const watchers = new Set<() => void>();
let firstOfTwo = '';

/** Runs `run` when the keys of `id` are pressed, while the component is shown. */
export function useShortcut(id: ShortcutId, run: () => void): void {
  useEffect(() => {
    bound.set(id, run);
    return () => {
      if (bound.get(id) === run) bound.delete(id);
    };
  }, [id, run]);
}

/** Several at once; `runs` must stay the same object. */
export function useShortcuts(runs: Partial<Record<ShortcutId, () => void>>): void {
  useEffect(() => {
    // Object.entries forgets the literal types that the table has.
    const entries = Object.entries(runs) as [ShortcutId, () => void][];
    for (const [id, run] of entries) bound.set(id, run);
    return () => {
      for (const [id, run] of entries) if (bound.get(id) === run) bound.delete(id);
    };
  }, [runs]);
}

/** Listens for all shortcuts; returns how to stop. */
export function listenForShortcuts(): () => void {
  document.addEventListener('keydown', press);
  return () => document.removeEventListener('keydown', press);
}

/** Single letters can be switched off, because speech input presses them by accident (WCAG 2.1.4). */
export function useSingleLetters(): [on: boolean, set: (on: boolean) => void] {
  return [useSyncExternalStore(watch, singleLettersOn), setSingleLetters];
}

/**
 * The shortcut that a key press completes; `first` is the key before it, of a pair like `g h`. Two pages may use one key,
 * so only what is bound now counts.
 */
export function shortcutFor(
  press: {
    key: string;
    mod: boolean;
    shift?: boolean;
    inField: boolean;
    onControl: boolean;
    /** A dialog stands above the page, wherever the focus is. */
    isCovered?: boolean;
    singleLetters: boolean;
  },
  first: string,
  isBound: (id: ShortcutId) => boolean = () => true,
): ShortcutId | undefined {
  if (press.mod) {
    const keys = `mod+${press.shift ? 'shift+' : ''}${press.key.toLowerCase()}`;
    const id = shortcutIds.find((each) => shortcutCatalogue[each].keys === keys && isBound(each));
    return id && press.inField && !('inFields' in shortcutCatalogue[id]) ? undefined : id;
  }
  if (press.inField || press.isCovered) return undefined;
  const key = press.key === ' ' ? 'Space' : press.key;
  if (key.length === 1 && !press.singleLetters) return undefined;
  if (key.length > 1 && press.onControl) return undefined;
  return (
    shortcutIds.find((id) => first !== '' && shortcutCatalogue[id].keys === `${first} ${key}` && isBound(id)) ??
    shortcutIds.find((id) => shortcutCatalogue[id].keys === key && isBound(id))
  );
}

function press(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.altKey) return;
  const target = event.target instanceof Element ? event.target : document.body;
  const mod = event.ctrlKey || event.metaKey;
  const inField = target.matches('input:not([type=range], [type=checkbox]), textarea, select, [contenteditable]');
  const onControl =
    target.closest('button, a, [role=tab], [role=menuitem], [role=dialog], [role=switch], input') !== null;
  const id = shortcutFor(
    {
      ...{ key: event.key, mod, shift: event.shiftKey, inField, onControl },
      ...{ isCovered: openDialog() !== null, singleLetters: singleLettersOn() },
    },
    firstOfTwo,
    (id) => bound.has(id),
  );
  firstOfTwo = !mod && !inField && event.key.length === 1 ? event.key : '';
  const run = id && bound.get(id);
  if (!run) return;
  event.preventDefault();
  firstOfTwo = '';
  run();
}

function singleLettersOn(): boolean {
  return localStorage.getItem(storageKey) !== 'off';
}

function setSingleLetters(on: boolean): void {
  localStorage.setItem(storageKey, on ? 'on' : 'off');
  for (const tell of watchers) tell();
}

function watch(tell: () => void): () => void {
  watchers.add(tell);
  return () => watchers.delete(tell);
}
