import { changeNumber, createFlow, type Flow, publishFlow, saveDraft } from '@offhook/contract';
import type { World } from './world.ts';

/** A flow in few words: nodes by id, then edges as `from exit to` (`next` for the only exit). */
export interface Drawing {
  nodes: Record<string, { type: string } & Record<string, unknown>>;
  edges: readonly string[];
}

/** The shape that S2 documents. */
export function drawn({ nodes, edges }: Drawing) {
  return {
    nodes: Object.entries(nodes).map(([id, { type, ...data }]) => ({ id, type, name: id, data })),
    edges: edges.map((text, index) => {
      const [source = '', label = '', target = ''] = text.split(' ');
      return { id: `e${index}`, source, target, ...(label !== 'next' && { label }) };
    }),
  };
}

/** Creates a flow of this drawing and publishes it. */
export async function publishDrawing({ admin }: World, name: string, drawing: Drawing): Promise<Flow> {
  const flow = await admin(createFlow, { body: { name, flow_definition: drawn(drawing) } });
  await admin(publishFlow, { params: { flow_id: flow.id }, body: { revision: flow.revision } });
  return flow;
}

/** Publishes another drawing of the same flow. */
export async function publishAgain({ admin }: World, flow: Flow, drawing: Drawing): Promise<void> {
  const params = { flow_id: flow.id };
  const body = { flow_definition: drawn(drawing), base_revision: flow.revision, overwrite: true };
  const { revision } = await admin(saveDraft, { params, body });
  await admin(publishFlow, { params, body: { revision } });
}

/** Has calls to a number answered by a flow. */
export async function leadTo({ admin }: World, number: string, flow: Flow): Promise<void> {
  const body = { route: { kind: 'flow' as const, flow_id: flow.id } };
  await admin(changeNumber, { params: { phone_number: number }, body });
}
