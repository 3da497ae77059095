import { notePresence } from '@offhook/contract';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { useSession } from '../../app/session.ts';
import { useEditor } from './editor-store.ts';

const everyMs = 10_000;

/** Says that the flow is open here, and hears who else has it open and which draft is the newest. */
export function usePresence() {
  const own = useSession().person.id;
  const flowId = useEditor((editor) => editor.flowId);
  const is_editing = useEditor((editor) => !editor.readOnly);
  const seen = useQuery({
    queryKey: ['flows', 'presence', flowId, is_editing],
    queryFn: ({ signal }) => api(notePresence, { params: { flow_id: flowId }, body: { is_editing }, signal }),
    refetchInterval: everyMs,
    staleTime: everyMs,
    gcTime: 0,
  });
  return { others: seen.data?.people.filter(({ id }) => id !== own) ?? [], newest: seen.data?.revision };
}

type Others = ReturnType<typeof usePresence>['others'];

/** Who else has the flow open. */
export function Presence({ others }: { others: Others }) {
  if (others.length === 0) return null;
  return (
    <ul aria-label="Also here" className="flex -space-x-1.5">
      {others.map(({ id, name, is_editing }) => (
        <li
          key={id}
          title={is_editing ? `${name} is editing` : `${name} is looking`}
          className="st-info grid size-7 place-items-center rounded-full border text-xs font-semibold"
        >
          <span aria-hidden>{initialsOf(name)}</span>
          <span className="sr-only">{is_editing ? `${name} is editing` : `${name} is looking`}</span>
        </li>
      ))}
    </ul>
  );
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.[0]?.toUpperCase() ?? '').join('');
}
