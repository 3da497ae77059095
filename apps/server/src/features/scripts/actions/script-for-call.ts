import { type Id, parseId } from '@offhook/kit';
import type { Tx } from '#runtime/database/database';
import { found, Refusal } from '#runtime/refusal';
import { contentView, fillScript, type ScriptOpening } from '../script.ts';
import { scriptById } from '../store.ts';
import type { Sources } from '../variables.ts';

export interface FilledScript {
  id: Id<'script'>;
  name: string;
  version: number;
  opening: ScriptOpening;
}

/** What a call says that is placed now with this script. Refused when a variable has no value. */
export async function scriptForCall(
  tx: Tx,
  { scriptId, ...sources }: Sources & { scriptId: string },
): Promise<FilledScript> {
  return (await scriptForCalls(tx, scriptId))(sources);
}

/** The same for many calls: the script is read once and filled for each. */
export async function scriptForCalls(tx: Tx, scriptId: string): Promise<(sources: Sources) => FilledScript> {
  const script = found(await scriptById(tx, found(parseId('script', scriptId))));
  const content = contentView(script);
  return (sources) => {
    // Which addresses are allowed was decided when it was saved.
    const { opening, missing, problems } = fillScript(content, sources, { http: true });
    if (missing.length > 0) {
      throw new Refusal('scripts.variables_missing', { field: 'variables', names: missing.join(', '), missing });
    }
    const [problem] = problems;
    if (problem) throw new Refusal('scripts.cannot_be_said', { field: 'script_id', problem, problems });
    return { id: script.id, name: script.name, version: script.version, opening };
  };
}
