import { type Alias, type Call, documentedNames } from '@offhook/contract';
import type { FastifyReply } from 'fastify';
import { Answer, type BoundRoute } from './routes.ts';

/** Binds documented paths to the routes that answer them: what goes in is translated, what comes out has both names. */
export function aliased(bound: readonly BoundRoute[], aliases: readonly Alias[]): BoundRoute[] {
  return aliases.map(({ route, of, query, body }) => {
    const target = bound.find((each) => each.route.name === of.name);
    if (!target) throw new Error(`${route.path} stands for ${of.name}, which no feature answers.`);
    return {
      route,
      async answer(actor, input, wire) {
        // Each translation takes what its own route's schema has parsed.
        const translated = {
          ...input,
          query: query ? query(input.query as never) : input.query,
          body: body ? body(input.body as never) : input.body,
        };
        const given = await target.answer(actor, translated as typeof input, wire);
        if (given instanceof Answer) return new Answer(given.status, withNames(given.body, wire.reply));
        return withNames(given, wire.reply);
      },
    };
  });
}

function withNames(given: unknown, reply: FastifyReply): unknown {
  if (typeof given !== 'object' || given === null || given === reply) return given;
  if ('items' in given && Array.isArray(given.items)) {
    return { ...given, items: given.items.map((item) => withNames(item, reply)) };
  }
  return isCall(given) ? { ...given, ...documentedNames(given) } : given;
}

// Of what the aliased routes answer, only calls carry both.
function isCall(value: object): value is Call {
  return 'call_sid' in value && 'answered_by' in value;
}
