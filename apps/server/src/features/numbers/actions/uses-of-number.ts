import type { NumberUse } from '@offhook/contract';
import { workspaceOf } from '#features/workspaces';
import type { Actor } from '#runtime/actor';
import type { NumberPowers } from '../powers.ts';
import { routeSentence } from '../references.ts';
import { liveCallsOf } from '../store.ts';
import { use, usesIn } from '../uses.ts';
import { mustHave } from './read-numbers.ts';

/** What would not work any more without the number. */
export async function usesOfNumber(ctx: NumberPowers, actor: Actor, name: string): Promise<NumberUse[]> {
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const { phoneNumber, route } = await mustHave(tx, name);
    const directory = await ctx.directory(tx);
    const { defaultFromNumber } = await workspaceOf(tx, actor.tenantId);
    const live = await liveCallsOf(tx, phoneNumber);
    const to = routeSentence(route, directory);
    return [
      ...(live > 0 ? [use('live_calls', `Calls are live on it now: ${live}.`)] : []),
      ...(route.kind === 'none' ? [] : [use('callers', `Callers are not taken any more. Now they go to: ${to}.`)]),
      ...(defaultFromNumber === phoneNumber
        ? [
            use(
              'default_from',
              'Calls that name no number are placed from it. Until you choose another, they are refused.',
            ),
          ]
        : []),
      ...usesIn(directory, phoneNumber),
      ...(await ctx.usesOfNumber(tx, phoneNumber)),
    ];
  });
}
