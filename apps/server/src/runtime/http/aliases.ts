import type { Alias } from '@offhook/contract';
import type { BoundRoute } from './routes.ts';

/** Binds documented paths to the routes that answer them: what goes in is translated, what comes out is the same. */
export function aliased(bound: readonly BoundRoute[], aliases: readonly Alias[]): BoundRoute[] {
  return aliases.map(({ route, of, query, body }) => {
    const target = bound.find((each) => each.route.name === of.name);
    if (!target) throw new Error(`${route.path} stands for ${of.name}, which no feature answers.`);
    return {
      route,
      answer(actor, input, wire) {
        // Each translation takes what its own route's schema has parsed.
        const translated = {
          ...input,
          query: query ? query(input.query as never) : input.query,
          body: body ? body(input.body as never) : input.body,
        };
        return target.answer(actor, translated as typeof input, wire);
      },
    };
  });
}
