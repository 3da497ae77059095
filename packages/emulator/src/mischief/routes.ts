import type { Exchange } from '../exchange.ts';
import { RestRefusal } from '../rest/refusals.ts';
import type { App } from '../rest/request.ts';
import { appliedSoFar } from './applied.ts';
import { BadMischief, readRule } from './rule.ts';

/** The rules of mischief over HTTP: listed with what they did, added one or several at a time, removed. */
export function addMischiefRoutes(app: App, exchange: Exchange, path: string): void {
  const { mischief } = exchange;
  app.get(path, (c) => c.json({ rules: mischief.list(), applied: appliedSoFar(exchange) }));
  app.post(path, async (c) => {
    const body: unknown = await c.req.json().catch(() => undefined);
    const rules = (Array.isArray(body) ? body : [body]).map(ruleFrom);
    return c.json({ ids: rules.map((rule) => mischief.add(rule)) }, 201);
  });
  app.delete(path, (c) => {
    mischief.clear();
    return c.body(null, 204);
  });
  app.delete(`${path}/:id`, (c) => {
    const id = c.req.param('id') ?? '';
    if (!mischief.remove(id)) throw new RestRefusal(404, 20404, `There is no rule ${id}.`);
    return c.body(null, 204);
  });
}

function ruleFrom(json: unknown) {
  try {
    return readRule(json);
  } catch (error) {
    if (error instanceof BadMischief) throw new RestRefusal(400, 20001, error.message);
    throw error;
  }
}
