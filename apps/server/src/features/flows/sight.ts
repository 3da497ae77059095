import { roleIsAtLeast } from '@offhook/contract';
import type { Directory } from '@offhook/flow/shapes';
import { formatId } from '@offhook/kit';
import type { Actor } from '#runtime/actor';

/** Who draws flows knows all that they lead to: managers, and keys that may change flows. */
export function maySeeAll(actor: Actor): boolean {
  if (actor.kind === 'person') return roleIsAtLeast(actor.role, 'manager');
  return actor.kind !== 'key' || actor.scopes.includes('flows.write');
}

/**
 * The directory as somebody may see it. Who only looks gets names and ids: no phone of a person, nothing of where people
 * and numbers forward to, no greeting, and of the boxes of people only their own.
 */
export function directoryFor(actor: Actor, directory: Directory): Directory {
  if (maySeeAll(actor)) return directory;
  const own = actor.kind === 'person' ? formatId('person', actor.personId) : undefined;
  const ofOthers = new Set(
    Object.entries(directory.people).flatMap(([id, { box_id }]) => (id === own || box_id === null ? [] : box_id)),
  );
  const seenBox = (id: string | null) => (id === null || ofOthers.has(id) ? null : id);
  return {
    ...directory,
    people: mapped(directory.people, ({ name, box_id }) => ({
      name,
      phone: null,
      forwarding: [],
      box_id: seenBox(box_id),
    })),
    groups: mapped(directory.groups, ({ name, members }) => ({
      name,
      members: members.filter((each) => 'person_id' in each),
    })),
    boxes: Object.fromEntries(
      Object.entries(directory.boxes)
        .filter(([id]) => !ofOthers.has(id))
        .map(([id, box]) => [id, { ...box, greetings: [], fallback_greeting: '', is_full: false }]),
    ),
    numbers: mapped(directory.numbers, ({ label, route, box_id }) => ({
      label,
      route: route.kind === 'flow' ? route : nowhere,
      forwarding: [],
      box_id: seenBox(box_id),
    })),
  };
}

const nowhere = { kind: 'none' } as const;

function mapped<Part, Seen>(parts: Record<string, Part>, see: (part: Part) => Seen): Record<string, Seen> {
  return Object.fromEntries(Object.entries(parts).map(([id, part]) => [id, see(part)]));
}
