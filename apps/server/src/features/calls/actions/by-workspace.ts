import type { Id } from '@offhook/kit';
import { sideBySide } from '#runtime/side-by-side';

/** So many workspaces have their turn at once, each with so many items: one whose carrier is slow holds nobody up. */
const workspacesAtOnce = 8;
const itemsAtOnce = 4;
/** After so many failures a workspace's turn is over: a carrier that does not answer takes its whole time limit each time. */
const mostFailures = 3;

/** Does the work of a sweep. An item that fails is told of and left to a later turn; no other one fails with it. */
export async function byWorkspace<Item extends { tenantId: Id<'workspace'> }>(
  due: readonly Item[],
  work: (item: Item) => Promise<void>,
  failed: (error: unknown, item: Item) => void,
): Promise<void> {
  await sideBySide(Map.groupBy(due, ({ tenantId }) => tenantId).values(), workspacesAtOnce, async (items) => {
    let failures = 0;
    await sideBySide(items, itemsAtOnce, async (item) => {
      if (failures >= mostFailures) return;
      await work(item).catch((error: unknown) => {
        failures += 1;
        failed(error, item);
      });
    });
  });
}
