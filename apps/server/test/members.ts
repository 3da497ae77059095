import { hash } from '@node-rs/argon2';
import { acceptInvitation, type Client, invitePerson, makeClient, type Role, type SignedIn } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import { addMembership, createPerson } from '../src/features/people/index.ts';
import { connectionFor, createWorkspace, seedConnection } from '../src/features/workspaces/index.ts';
import type { World } from './world.ts';

export const goodPassword = 'several quiet brown otters';

/** Somebody signed in, with a client that speaks for them. */
export interface Member {
  api: Client;
  token: string;
  signedIn: SignedIn;
}

/** Invites somebody to the first workspace and lets them join. */
export async function join(world: World, role: Role, email = `${role}@example.com`): Promise<Member> {
  const { link } = await world.admin(invitePerson, { body: { email, role } });
  const body = { code: codeOfLink(link), name: `Member ${role}`, password: goodPassword };
  const signedIn = await makeClient({ baseUrl: world.url })(acceptInvitation, { body });
  return memberOf(world, signedIn);
}

/** A second workspace with its admin, on the same carrier account as the first. */
export async function makeSecondWorkspace(world: World): Promise<Member & { tenantId: Id<'workspace'> }> {
  const { ctx } = world.app;
  const email = 'second-admin@example.com';
  const passwordHash = await hash(goodPassword, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  const tenantId = await ctx.db.asSystem(async (tx) => {
    const [first] = await tx.selectFrom('workspaces').select('tenant_id').execute();
    const workspace = { name: 'Second', country: 'US', timeZone: 'UTC', defaultFromNumber: '+14155550198' };
    const id = await createWorkspace(ctx, tx, workspace);
    const at = ctx.clock.now();
    const personId = await createPerson(tx, { id: ctx.ids.next('person'), email, name: 'Bea Boss', passwordHash, at });
    await addMembership(tx, { tenantId: id, personId, role: 'admin', at });
    const connection = first && (await connectionFor(ctx, tx, first.tenant_id));
    if (connection) await seedConnection(ctx, tx, id, { ...connection, mode: 'emulator' });
    return id;
  });
  const { signedIn } = await world.signIn(email, goodPassword);
  return { ...memberOf(world, signedIn), tenantId };
}

/** The code behind the `#` of a one-time link. */
export function codeOfLink(link: string): string {
  return link.split('#code=')[1] ?? '';
}

function memberOf(world: World, signedIn: SignedIn): Member {
  const headers = () => ({ authorization: `Bearer ${signedIn.token}` });
  return { api: makeClient({ baseUrl: world.url, headers }), token: signedIn.token, signedIn };
}
